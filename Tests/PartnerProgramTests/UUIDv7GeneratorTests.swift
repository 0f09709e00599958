import Testing

@testable import PartnerProgram

/// Gives the same number each time.
private struct ConstantRandom: RandomNumberGenerator {
  let number: UInt64
  func next() -> UInt64 { number }
}

@Suite struct UUIDv7GeneratorTests {
  @Test func layoutIsThatOfTheStandard() {
    var generator = UUIDv7Generator()
    var random = SeededRandom(seed: SeededRandom.runSeed)
    for _ in 0..<1_000 {
      let time = Timestamp(microseconds: Int64.random(in: 0...4_000_000_000_000_000, using: &random))
      var fresh = UUIDv7Generator()
      let id = fresh.next(at: time, using: &random)
      #expect(Int64(id.high >> 16) == time.microseconds / 1_000, "seed \(SeededRandom.runSeed)")
      let later = generator.next(at: time, using: &random)
      for id in [id, later] {
        #expect(id.high >> 12 & 0xF == 7)
        #expect(id.low >> 62 == 0b10)
      }
    }
  }

  @Test func idsGrowWithinAMillisecondAndWhenTheClockRunsBack() {
    var generator = UUIDv7Generator()
    var random = SeededRandom(seed: SeededRandom.runSeed)
    var last = UUIDBytes(high: 0, low: 0)
    for _ in 0..<20_000 {
      let time = Timestamp(microseconds: 1_700_000_000_000_000 + Int64.random(in: -3_000...3_000, using: &random))
      let id = generator.next(at: time, using: &random)
      #expect(id > last, "seed \(SeededRandom.runSeed)")
      last = id
    }
  }

  @Test func counterCarriesFromItsLowBitsIntoItsHighOnes() {
    var generator = UUIDv7Generator()
    var random = ConstantRandom(number: .max)
    let first = generator.next(at: Timestamp(microseconds: 5_000), using: &random)
    #expect(first == UUIDBytes(high: 5 << 16 | 0x77FF, low: 0xBFFF_FFFF_FFFF_FFFF))
    let second = generator.next(at: Timestamp(microseconds: 5_000), using: &random)
    #expect(second == UUIDBytes(high: 5 << 16 | 0x7800, low: 1 << 63 | 0xFFFF_FFFF))
  }

  @Test func usedUpCounterRunsAheadByAMillisecond() {
    var generator = UUIDv7Generator()
    generator.milliseconds = 5
    generator.counter = (1 << 74) - 2
    var random = ConstantRandom(number: 0)
    let last = generator.next(at: Timestamp(microseconds: 5_000), using: &random)
    #expect(last == UUIDBytes(high: 5 << 16 | 0x7FFF, low: 0xBFFF_FFFF_FFFF_FFFF))
    let next = generator.next(at: Timestamp(microseconds: 5_000), using: &random)
    #expect(next == UUIDBytes(high: 6 << 16 | 0x7000, low: 1 << 63))
  }

  @Test func timesOutsideTheRangeMoveToItsEnds() {
    var random = SeededRandom(seed: SeededRandom.runSeed)
    var early = UUIDv7Generator()
    #expect(early.next(at: Timestamp(microseconds: .min), using: &random).high >> 16 == 0)
    var late = UUIDv7Generator()
    #expect(late.next(at: Timestamp(microseconds: .max), using: &random).high >> 16 == 0xFFFF_FFFF_FFFF)
  }
}
