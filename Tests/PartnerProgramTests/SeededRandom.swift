import Foundation

/// Random numbers that a failing test can be run with again (the SplitMix64 sequence).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// The seed of this run's property tests: new each time unless `TRIBUTARY_TEST_SEED` names one. Tests say it in the
  /// comment of each expectation.
  static let runSeed: UInt64 =
    ProcessInfo.processInfo.environment["TRIBUTARY_TEST_SEED"].flatMap { UInt64($0) } ?? .random(in: 0...UInt64.max)

  /// An amount whose size is spread evenly over the number of its bits, so that small and huge ones are as likely.
  mutating func amount(bits: ClosedRange<Int> = 0...63) -> Int64 {
    let width = Int.random(in: bits, using: &self)
    return width == 0 ? 0 : Int64(next() >> UInt64(64 - width))
  }
}
