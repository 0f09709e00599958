#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Makes version 7 UUIDs (RFC 9562, section 5.7): 48 bits of milliseconds, then chance. Ids that are made later sort
/// later, so the server's inserts append.
package struct UUIDv7Generator: Sendable {
  private let milliseconds: @Sendable () -> UInt64
  private let random: @Sendable () -> UInt64

  /// Makes a generator of a clock and a source of chance.
  package init(
    milliseconds: @escaping @Sendable () -> UInt64, random: @escaping @Sendable () -> UInt64
  ) {
    self.milliseconds = milliseconds
    self.random = random
  }

  /// The generator of the system's clock and the system's cryptographic random numbers.
  package static var system: UUIDv7Generator {
    UUIDv7Generator(milliseconds: systemMilliseconds) {
      var generator = SystemRandomNumberGenerator()
      return generator.next()
    }
  }

  /// A new id in 36 lower-case characters.
  package func next() -> String {
    let version: UInt64 = 0x7 << 12
    let high = (milliseconds() & 0xFFFF_FFFF_FFFF) << 16 | version | (random() & 0xFFF)
    let variant: UInt64 = 0b10 << 62
    let low = variant | (random() >> 2)
    let digits = hexadecimal(high) + hexadecimal(low)
    var text = [UInt8]()
    text.reserveCapacity(36)
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { text.append(UInt8(ascii: "-")) }
      text.append(digit)
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// The 16 lower-case hexadecimal digits of `number`.
private func hexadecimal(_ number: UInt64) -> [UInt8] {
  let digits = Array("0123456789abcdef".utf8)
  return stride(from: 60, through: 0, by: -4).map { digits[Int(number >> UInt64($0) & 0xF)] }
}

/// Milliseconds since 1970 UTC.
private func systemMilliseconds() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return UInt64(clamping: time.tv_sec) * 1000 + UInt64(clamping: time.tv_nsec / 1_000_000)
}
