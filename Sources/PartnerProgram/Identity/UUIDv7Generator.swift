/// Makes UUIDs of version 7 that grow strictly within one generator.
///
/// Within a millisecond, and while the clock stands still or runs back, the 74 random bits are used as a counter that
/// moves on by a random step (RFC 9562, section 6.2, method 2), so that ids cannot be guessed from their neighbours
/// and inserts append. When the counter is used up the id's time runs ahead by a millisecond (section 6.1 allows it).
public struct UUIDv7Generator: Sendable {
  private static let counterBits: UInt128 = 74
  private static let counterMask: UInt128 = (1 << counterBits) - 1
  /// The random bits of the first id of a millisecond leave the counter's highest bit clear: room for later ids.
  private static let seedMask: UInt128 = counterMask >> 1
  private static let maximumMilliseconds: Int64 = (1 << 48) - 1

  /// The time of the last id, or -1 before the first.
  var milliseconds: Int64 = -1
  /// The random bits of the last id.
  var counter: UInt128 = 0

  /// Makes a generator that has made no id yet.
  public init() {}

  /// Makes the next id, taking 16 random bytes for the first id of a millisecond and 8 for each later one.
  ///
  /// - Parameter time: The moment the id is for. Times outside the 48 bits of milliseconds since 1970 are moved to
  ///   the nearer end.
  public mutating func next(at time: Timestamp, using random: inout some RandomNumberGenerator) -> UUIDBytes {
    let now = min(max(floorDivide(time.microseconds, 1_000).quotient, 0), Self.maximumMilliseconds)
    if now > milliseconds {
      restart(at: now, using: &random)
    } else {
      let step = UInt128(random.next() as UInt64 >> 32) + 1
      if counter > Self.counterMask - step {
        restart(at: milliseconds + 1, using: &random)
      } else {
        counter += step
      }
    }
    return Self.layOut(milliseconds: milliseconds, counter: counter)
  }

  private mutating func restart(at now: Int64, using random: inout some RandomNumberGenerator) {
    milliseconds = now
    counter = (UInt128(random.next() as UInt64) << 64 | UInt128(random.next() as UInt64)) & Self.seedMask
  }

  /// Puts 48 bits of time, version 7, 12 random bits, variant 10 and 62 random bits side by side (section 5.7).
  private static func layOut(milliseconds: Int64, counter: UInt128) -> UUIDBytes {
    let time = UInt64(truncatingIfNeeded: milliseconds) << 16
    let first = UInt64(truncatingIfNeeded: counter >> 62)
    let rest = UInt64(truncatingIfNeeded: counter) & ((1 << 62) - 1)
    return UUIDBytes(high: time | 0x7000 | first, low: 1 << 63 | rest)
  }
}
