internal import Crypto

/// The system's random numbers, fetched 256 bytes at a time: a click takes two ids, and a system call for each 8 bytes of
/// them would cost more than decoding the click.
struct BufferedRandom: RandomNumberGenerator {
  private static let count = 256 / MemoryLayout<UInt64>.size

  private var values: [UInt64] = []

  mutating func next() -> UInt64 {
    if values.isEmpty { refill() }
    return values.removeLast()
  }

  /// A symmetric key is nothing but random bytes of the library's generator, in one call.
  private mutating func refill() {
    let bytes = SymmetricKey(size: SymmetricKeySize(bitCount: Self.count * UInt64.bitWidth))
    bytes.withUnsafeBytes { bytes in
      for index in 0..<Self.count {
        values.append(bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<UInt64>.size, as: UInt64.self))
      }
    }
  }
}
