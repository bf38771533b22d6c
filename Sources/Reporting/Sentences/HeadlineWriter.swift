// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Chooses the sentences of the answer and the numbers that go into them.
struct HeadlineWriter {
  private let digest: Digest
  private let reference: Int

  /// A writer for a document; `nil` without policies.
  init?(_ digest: Digest) {
    guard let reference = digest.reference else { return nil }
    self.digest = digest
    self.reference = reference
  }

  private typealias Sentence = ResultsDocument.HeadlineSentence
  private typealias Outcome = OutcomeSentences.Outcome
  private typealias Finding = MeasureSentences.Finding

  /// The sentences in the order of the report.
  func sentences() -> [ResultsDocument.HeadlineSentence] {
    let compared = compared
    var sentences: [Sentence?] = [latecomers()]
    if let compared {
      sentences.append(OutcomeSentences.price(reference: channels(reference), other: channels(compared)))
    }
    let shown = [reference] + (compared.map { [$0] } ?? [])
    for policy in shown {
      let standing = digest.policies[policy].standing
      sentences.append(
        OutcomeSentences.standing(
          title: digest.policies[policy].title, with: standing.withLatecomers,
          without: digest.hasLatecomers ? standing.withoutLatecomers : nil))
    }
    sentences.append(
      OutcomeSentences.outsidePlans(
        title: digest.policies[reference].title, standing: digest.policies[reference].standing.outsidePlans))
    sentences += gini(shown)
    sentences.append(leastDeveloped(shown))
    sentences.append(inUse())
    sentences.append(ClaimSentences.claims(digest.policies.flatMap(\.stages)))
    sentences.append(ClaimSentences.lots(digest.policies.filter(\.isDecidedByLot).map(\.title)))
    sentences.append(ClaimSentences.uniqueness(digest.policies.map { ($0.title, $0.uniqueness.verdict) }))
    return sentences.compactMap { $0 }
  }

  private var others: [Int] { digest.policies.indices.filter { $0 != reference } }

  /// The policies that serve most of those who come last; without latecomers none.
  private var mostServing: [Int] {
    guard digest.hasLatecomers else { return [] }
    let greatest = others.map { digest.policies[$0].counts.grantedNational }.max() ?? 0
    return others.filter { digest.policies[$0].counts.grantedNational == greatest }
  }

  /// The other policy that the sentences set against the one of reference: of those that serve most member States the
  /// one with the least Gini, of several the one that grants most channels, of several the first.
  private var compared: Int? {
    let greatest = others.map { digest.policies[$0].standing.withLatecomers.served }.max() ?? 0
    let candidates = others.filter { digest.policies[$0].standing.withLatecomers.served == greatest }
    func gini(_ policy: Int) -> Double { digest.measure("gini", policy: policy)?.value ?? .infinity }
    var best: Int?
    for index in candidates {
      guard let leader = best else {
        best = index
        continue
      }
      let (own, other) = (gini(index), gini(leader))
      let channels = digest.policies[index].counts.grantedChannels
      if own < other || (own == other && channels > digest.policies[leader].counts.grantedChannels) { best = index }
    }
    return best
  }

  private func titles(_ policies: [Int]) -> [String] { policies.map { digest.policies[$0].title } }

  private func channels(_ policy: Int) -> Outcome {
    Outcome(titles: titles([policy]), number: digest.policies[policy].counts.grantedChannels)
  }

  private func latecomers() -> Sentence? {
    guard let latecomers = digest.document.scenario.latecomers else { return nil }
    let best = mostServing.first.map { first in
      Outcome(titles: titles(mostServing), number: digest.policies[first].counts.grantedNational)
    }
    return OutcomeSentences.latecomers(
      reference: Outcome(titles: titles([reference]), number: digest.policies[reference].counts.grantedNational),
      best: best, total: latecomers.requests)
  }

  private func gini(_ shown: [Int]) -> [Sentence?] {
    guard let quantity = digest.measure("gini", policy: reference) else { return [] }
    let values = others.compactMap { index in digest.measure("gini", policy: index)?.value.map { (index, $0) } }
    let least = values.map(\.1).min()
    let leastPolicies = values.filter { $0.1 == least }.map(\.0)
    let finding = least.map { Finding(titles: titles(leastPolicies), quantity: .init($0)) }
    let floor = leastPolicies.first.flatMap { digest.measure("gini_floor", policy: $0)?.value }
    var sentences: [Sentence?] = [
      MeasureSentences.gini(
        reference: Finding(titles: titles([reference]), quantity: quantity), least: finding, floor: floor,
        basis: digest.words(for: digest.primary))
    ]
    if digest.hasLatecomers {
      let alone = shown.compactMap { policy in
        digest.measure("gini", policy: policy, isWithLatecomers: false)
          .map { Finding(titles: titles([policy]), quantity: $0) }
      }
      sentences.append(MeasureSentences.giniWithoutLatecomers(alone))
    }
    return sentences
  }

  private func leastDeveloped(_ shown: [Int]) -> Sentence? {
    let findings = shown.compactMap { policy in
      digest.measure("share_with_nothing", policy: policy, group: "LDC")
        .map { Finding(titles: titles([policy]), quantity: $0) }
    }
    let members = digest.document.administrations.filter {
      $0.groups.contains("LDC") && ($0.isMemberState || digest.primary.population != "member_states")
        && ($0.filedRequests > 0 || digest.primary.population != "filers")
    }
    return MeasureSentences.groupWithNothing(
      group: "LDC", name: "least developed countries", members: members.count, findings: findings)
  }

  private func inUse() -> Sentence? {
    guard let total = digest.document.scenario.register.networksInUse,
      let granted = digest.policies[reference].counts.coincidingWithUseToday
    else { return nil }
    return OutcomeSentences.inUse(
      title: digest.policies[reference].title, granted: granted, total: total,
      day: digest.document.scenario.register.snapshot)
  }
}

extension ResultsDocument {
  /// The same document with the answer in sentences, made from its numbers.
  public func withHeadline() -> ResultsDocument {
    var document = self
    document.headline = HeadlineWriter(Digest(self))?.sentences() ?? []
    return document
  }
}
