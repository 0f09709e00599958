import Synchronization
import Testing
import TributaryClient

@Suite struct UUIDv7GeneratorTests {
  @Test func theBitsStandWhereTheStandardHasThem() {
    let numbers = Mutex<[UInt64]>([0xFFFF_FFFF_FFFF_FFFF, 0x0123_4567_89AB_CDEF])
    let generator = UUIDv7Generator(
      milliseconds: { 0x017F_22E2_79B0 }, random: { numbers.withLock { $0.removeLast() } })
    #expect(generator.next() == "017f22e2-79b0-7def-bfff-ffffffffffff")
  }

  @Test func moreBitsThanATimeHasAreLeftOut() {
    let generator = UUIDv7Generator(milliseconds: { .max }, random: { 0 })
    #expect(generator.next() == "ffffffff-ffff-7000-8000-000000000000")
  }

  @Test func idsOfTheSystemDifferAndSortByTheirTime() {
    let ids = (0..<1000).map { _ in UUIDv7Generator.system.next() }
    #expect(Set(ids).count == ids.count)
    // Within a millisecond the order is chance; the 12 digits of the time never go back.
    let times = ids.map { $0.prefix(13) }
    #expect(times == times.sorted())
  }
}
