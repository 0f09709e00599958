/// Which day a moment falls on in a program's time zone.
///
/// It is made of plain offsets, so that a day is found without a time zone library and the same everywhere.
public struct ProgramCalendar: Hashable, Sendable {
  /// A moment from which on another offset applies.
  public struct Transition: Hashable, Sendable {
    /// The first moment of the new offset.
    public let at: Timestamp
    /// How many seconds local time is ahead of UTC from then on; negative west of Greenwich.
    public let offsetSeconds: Int32

    /// Makes a transition.
    public init(at: Timestamp, offsetSeconds: Int32) {
      self.at = at
      self.offsetSeconds = offsetSeconds
    }
  }

  /// Seconds ahead of UTC before the first transition.
  public let initialOffsetSeconds: Int32
  /// The transitions in the order of time. After the last one its offset applies for ever.
  public let transitions: [Transition]

  /// The calendar of UTC.
  public static let utc = ProgramCalendar(initialOffsetSeconds: 0)

  /// Makes a calendar from its offsets; transitions may come in any order.
  public init(initialOffsetSeconds: Int32, transitions: [Transition] = []) {
    self.initialOffsetSeconds = initialOffsetSeconds
    self.transitions = transitions.sorted { $0.at < $1.at }
  }

  /// How many seconds local time is ahead of UTC at a moment.
  public func offsetSeconds(at moment: Timestamp) -> Int32 {
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle].at <= moment {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low == 0 ? initialOffsetSeconds : transitions[low - 1].offsetSeconds
  }

  /// The local day that a moment falls on.
  public func day(of moment: Timestamp) -> Day {
    let seconds = floorDivide(moment.microseconds, Timestamp.microsecondsPerSecond).quotient
    let days = floorDivide(seconds + Int64(offsetSeconds(at: moment)), 86_400).quotient
    // Every 64 bit microsecond count is within 107 million days of 1970, so the day always fits.
    return Day(daysSince1970: Int32(days))
  }

  /// The first moment whose local day is a day or a later one. That is the day's local midnight, or what follows it
  /// where the clocks skip midnight, or where there is no such day at all.
  public func start(of day: Day) -> Timestamp {
    let midnight = Int128(day.daysSince1970) * 86_400
    var start = Timestamp(microseconds: .min)
    var offset = initialOffsetSeconds
    for transition in transitions {
      let candidate = max(Self.moment(seconds: midnight - Int128(offset)), start)
      if candidate < transition.at { return candidate }
      start = transition.at
      offset = transition.offsetSeconds
    }
    return max(Self.moment(seconds: midnight - Int128(offset)), start)
  }

  /// The moment so many seconds after 1970 UTC, or the end of the representable range when that is nearer.
  private static func moment(seconds: Int128) -> Timestamp {
    Timestamp(microseconds: Int64(clamping: seconds * Int128(Timestamp.microsecondsPerSecond)))
  }
}
