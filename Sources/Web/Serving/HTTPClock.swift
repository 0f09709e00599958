internal import Foundation
internal import Synchronization

/// The time as the `Date` field of answers has it (RFC 9110, section 5.6.7), written once a second.
final class HTTPClock: Sendable {
  private let last = Mutex<(second: Int, text: String)>((Int.min, ""))

  /// The time now.
  var now: String {
    let second = Int(Date.now.timeIntervalSince1970)
    return last.withLock { last in
      if last.second != second { last = (second, Self.text(second)) }
      return last.text
    }
  }

  /// A time as the field has it: `Sun, 06 Nov 1994 08:49:37 GMT`.
  ///
  /// - Parameter second: since 1970 UTC.
  static func text(_ second: Int) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let time = calendar.dateComponents(
      [.weekday, .day, .month, .year, .hour, .minute, .second],
      from: Date(timeIntervalSince1970: TimeInterval(second)))
    let weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][(time.weekday ?? 1) - 1]
    let month = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ][(time.month ?? 1) - 1]
    let digits = { (number: Int?) in String(format: "%02d", number ?? 0) }
    return "\(weekday), \(digits(time.day)) \(month) \(String(format: "%04d", time.year ?? 0)) "
      + "\(digits(time.hour)):\(digits(time.minute)):\(digits(time.second)) GMT"
  }
}
