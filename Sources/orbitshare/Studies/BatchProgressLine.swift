// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Studies
import Synchronization

/// The line of progress of a batch on standard error: rewritten on a terminal, a line every half minute elsewhere.
final class BatchProgressLine: Sendable {
  private let lastShown = Mutex<ContinuousClock.Instant?>(nil)
  private let isTerminal = Console.errorIsTerminal

  func show(_ monitor: BatchMonitor) {
    let now = ContinuousClock.now
    let isDue = lastShown.withLock { last in
      if let shown = last, now - shown < (isTerminal ? .milliseconds(200) : .seconds(30)) { return false }
      last = now
      return true
    }
    guard isDue else { return }
    let text = Self.text(monitor.progress)
    if isTerminal { Console.progress(text) } else { Console.error(text) }
  }

  func finish() {
    if isTerminal { Console.progress("") }
  }

  /// Done, failed, rate, time left, and what is running.
  static func text(_ progress: BatchProgress) -> String {
    var parts = ["\(Grouped.text(progress.done + progress.failed)) of \(Grouped.text(progress.planned)) runs"]
    if progress.failed > 0 { parts.append("\(Grouped.text(progress.failed)) failed") }
    parts.append("\(rate(progress.runsPerSecond)) runs/s")
    if let seconds = progress.secondsLeft { parts.append("\(duration(seconds)) left") }
    return parts.joined(separator: ", ")
      + (progress.running.isEmpty ? "" : "; " + progress.running.joined(separator: ", "))
  }

  private static func rate(_ rate: Double) -> String {
    let tenths = Int((rate * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// Seconds in words: `40 s`, `3 min 20 s`, `2 h 5 min`.
  static func duration(_ seconds: Double) -> String {
    let whole = seconds.isFinite ? Int(min(max(0, seconds.rounded()), 1e9)) : 0
    if whole < 60 { return "\(whole) s" }
    if whole < 3_600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3_600) h \(whole / 60 % 60) min"
  }
}
