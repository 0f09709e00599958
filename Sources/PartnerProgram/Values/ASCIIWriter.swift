/// Writes ASCII text into memory that a caller lent, without allocating.
struct ASCIIWriter {
  private let memory: UnsafeMutableRawBufferPointer
  /// How many bytes were written.
  private(set) var count = 0

  init(_ memory: UnsafeMutableRawBufferPointer) {
    self.memory = memory
  }

  /// Writes one byte. The caller knows that there is room, which the memory itself checks again.
  mutating func write(_ byte: UInt8) {
    memory[count] = byte
    count += 1
  }

  /// Writes a number in decimal digits.
  mutating func write(decimal number: UInt8) {
    if number >= 100 { write(ASCII.zero + number / 100) }
    if number >= 10 { write(ASCII.zero + number / 10 % 10) }
    write(ASCII.zero + number % 10)
  }

  /// Writes a number in lower-case hexadecimal digits without zeros in front.
  mutating func write(hexadecimal number: UInt16) {
    for shift in [UInt16(12), 8, 4] where number >> shift > 0 {
      write(ASCII.hexadecimalDigit(UInt8(truncatingIfNeeded: number >> shift)))
    }
    write(ASCII.hexadecimalDigit(UInt8(truncatingIfNeeded: number)))
  }
}
