// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Who sits where on the geostationary arc: a strip a policy, a row a band, a lane a part of the administrations.
enum ArcFigure {
  private typealias Partition = ResultsDocument.Administration.Partition

  /// Four, or with many policies as many as fill a printed page.
  private static func policiesPerFigure(_ digest: Digest) -> Int { digest.isCrowded ? 6 : 4 }

  private static let rowGap = 3.0
  private static let titleHeight = 20.0
  private static let left = 64.0
  private static let width = 720.0

  /// Height of a lane: less with many bands, so that four policies fit on a printed page.
  private static func laneHeight(_ digest: Digest) -> Double {
    digest.document.scenario.bands.count > 3 ? 3.5 : 5
  }

  /// Figures of a few policies each, family by family.
  static func figures(_ digest: Digest) -> [Figure] {
    var figures: [Figure] = []
    var start = 0
    while start < digest.policies.count {
      let end = min(start + policiesPerFigure(digest), digest.policies.count)
      figures.append(figure(digest, policies: Array(digest.grouped[start..<end]), number: figures.count + 1))
      start = end
    }
    return figures
  }

  /// The name of the figure that shows a policy.
  static func name(_ digest: Digest, policy: Int) -> String {
    "arc-\((digest.grouped.firstIndex(of: policy) ?? 0) / policiesPerFigure(digest) + 1)"
  }

  private static func figure(_ digest: Digest, policies: [Int], number: Int) -> Figure {
    let laneHeight = laneHeight(digest)
    let bandCount = Double(max(1, digest.document.scenario.bands.count))
    let rowHeight = laneHeight * Double(Partition.allCases.count)
    let stripHeight = titleHeight + bandCount * (rowHeight + rowGap) + 8
    let legendHeight = 52.0
    var drawing = SVG(width: width, height: legendHeight + Double(policies.count) * stripHeight + 34)
    let scale = Scale(numbers: -180_000...180_000, start: left, end: width - 14)
    drawLegend(in: &drawing)
    var top = legendHeight
    for index in policies {
      drawStrip(digest, policy: index, top: top, scale: scale, in: &drawing)
      top += stripHeight
    }
    for degrees in stride(from: -180, through: 180, by: 30) {
      let place = scale.place(Double(degrees * 1000))
      drawing.text(longitude(degrees), at: .init(place, top + 14), size: 11, anchor: .middle)
    }
    drawing.text(
      "orbital position", at: .init((scale.start + scale.end) / 2, top + 30), size: 12, anchor: .middle,
      colour: Palette.quiet)
    let titles = policies.map { digest.policies[$0].title }.joined(separator: "; ")
    return Figure(
      name: "arc-\(number)", title: "Who sits where on the arc: " + titles,
      description: description(digest, policies: policies), drawing: drawing, table: table(digest, policies: policies))
  }

  /// `30° W`, `0°`, `180°`.
  private static func longitude(_ degrees: Int) -> String {
    degrees == 0 || abs(degrees) == 180 ? "\(abs(degrees))°" : "\(abs(degrees))° " + (degrees < 0 ? "W" : "E")
  }

  private static func drawLegend(in drawing: inout SVG) {
    drawing.text("In each row, top to bottom:", at: .init(left, 14), colour: Palette.quiet)
    var (x, y) = (left + 190, 14.0)
    for partition in Partition.allCases {
      let name = Palette.name(partition)
      if partition == .smallIslandDeveloping { (x, y) = (left, 35) }
      drawing.rectangle(x: x, y: y - 10, width: 12, height: 12, .filled(Palette.colour(partition)))
      drawing.text(name, at: .init(x + 17, y), size: 12)
      x += 17 + Double(name.count) * 7 + 18
    }
  }

  private static func drawStrip(_ digest: Digest, policy: Int, top: Double, scale: Scale, in drawing: inout SVG) {
    let administrations = digest.document.administrations
    let laneHeight = laneHeight(digest)
    let rowHeight = laneHeight * Double(Partition.allCases.count)
    let title = Figure.shortened(digest.policies[policy].title, to: 80)
    let granted = digest.policies[policy].arc.reduce(0) { $0 + $1.grants.count }
    drawing.text(title, at: .init(left, top + 13), size: 13, bold: true)
    drawing.text(
      NumberText.integer(granted) + " networks", at: .init(scale.end, top + 13), anchor: .end, colour: Palette.quiet)
    var y = top + titleHeight
    for band in digest.document.scenario.bands {
      drawing.rectangle(
        x: scale.start, y: y, width: scale.end - scale.start, height: rowHeight, .filled(Palette.ground))
      drawing.text(Figure.shortened(band.id, to: 9), at: .init(left - 6, y + rowHeight - 4), size: 11, anchor: .end)
      let grants = digest.policies[policy].arc.first { $0.band == band.id }?.grants ?? []
      for (lane, partition) in Partition.allCases.enumerated() {
        let places = grants.compactMap { grant -> Double? in
          guard administrations.indices.contains(grant.administration) else { return nil }
          guard administrations[grant.administration].partition == partition else { return nil }
          return scale.place(Double(grant.positionMilliDegrees))
        }
        drawing.strokes(
          at: distinct(places), from: y + Double(lane) * laneHeight, height: laneHeight,
          .line(Palette.colour(partition), width: 1.6))
      }
      y += rowHeight + rowGap
    }
    for degrees in stride(from: -150, through: 150, by: 30) {
      let place = scale.place(Double(degrees * 1000))
      drawing.line(
        from: .init(place, top + titleHeight - 3), to: .init(place, top + titleHeight), .line(Palette.quiet))
    }
  }

  /// Places in ascending order, each once: networks of one lane at one position look like one.
  private static func distinct(_ places: [Double]) -> [Double] {
    var result: [Double] = []
    for place in places.sorted() where result.last != place { result.append(place) }
    return result
  }

  private static func description(_ digest: Digest, policies: [Int]) -> String {
    let administrations = digest.document.administrations
    let parts = policies.map { index in
      var counts: [Partition: Int] = [:]
      for grant in digest.policies[index].arc.flatMap(\.grants)
      where administrations.indices.contains(grant.administration) {
        counts[administrations[grant.administration].partition, default: 0] += 1
      }
      let shares = Partition.allCases.map { "\(Palette.name($0).lowercased()) \(counts[$0] ?? 0)" }
      return digest.policies[index].title + ": " + shares.joined(separator: ", ")
    }
    return
      "Each stroke is a granted position from 180 degrees west to 180 degrees east. Networks granted by part of the "
      + "administrations. " + parts.joined(separator: "; ") + "."
  }

  private static func table(_ digest: Digest, policies: [Int]) -> CSVText {
    let administrations = digest.document.administrations
    var table = CSVText(header: ["policy", "band", "position_deg", "administration", "partition"])
    for policy in policies.map({ digest.policies[$0] }) {
      for strip in policy.arc {
        for grant in strip.grants where administrations.indices.contains(grant.administration) {
          let administration = administrations[grant.administration]
          table.append([
            policy.id, strip.band, NumberText.degrees(grant.positionMilliDegrees), administration.symbol,
            administration.partition.rawValue,
          ])
        }
      }
    }
    return table
  }
}
