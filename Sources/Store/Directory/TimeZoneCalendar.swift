import Foundation
import PartnerProgram

/// Turns the system's knowledge of a time zone into a plain calendar.
enum TimeZoneCalendar {
  /// Offsets are known from here: no event is older than 1970.
  private static let firstSecond: Int64 = 0
  /// Until here (the year 2100) changes of offset are foreseen; later the last offset stays.
  private static let lastSecond: Int64 = 4_102_444_800
  /// How far apart offsets are looked at. Between two changes of any zone lie weeks, so none is missed.
  private static let probeSeconds: Int64 = 7 * 86_400

  /// The calendar of an IANA time zone, or nil when the system knows none of that name.
  ///
  /// Offsets are probed and each change is then found by halving, because the system's own list of transitions is one
  /// of daylight saving time, and zones have changed their standard time as well.
  static func calendar(of name: String) -> ProgramCalendar? {
    guard let zone = TimeZone(identifier: name) else { return nil }
    func offset(_ second: Int64) -> Int32 {
      Int32(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(second))))
    }
    let initial = offset(firstSecond)
    var transitions: [ProgramCalendar.Transition] = []
    var current = initial
    var second = firstSecond
    while second < lastSecond {
      let next = second + probeSeconds
      let nextOffset = offset(next)
      if nextOffset != current {
        var (before, after) = (second, next)
        while after - before > 1 {
          let middle = before + (after - before) / 2
          if offset(middle) == current { before = middle } else { after = middle }
        }
        let at = Timestamp(microseconds: after * Timestamp.microsecondsPerSecond)
        transitions.append(ProgramCalendar.Transition(at: at, offsetSeconds: nextOffset))
        current = nextOffset
      }
      second = next
    }
    return ProgramCalendar(initialOffsetSeconds: initial, transitions: transitions)
  }
}
