// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

extension CalendarDate {
  /// The day of a number of days since 1970-01-01; nil outside the years 1 to 9999.
  ///
  /// The inverse of `dayNumber`, with years that begin in March, so that the leap day comes last.
  init?(dayNumber: Int) {
    guard abs(dayNumber) < 4_000_000 else { return nil }
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}
