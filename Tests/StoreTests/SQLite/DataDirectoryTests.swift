import Foundation
import Synchronization
import Testing

@testable import Store

@Suite("Data directory")
struct DataDirectoryTests {
  /// Closing a descriptor twice closes what another thread has opened in between.
  @Test func aLockThatIsRefusedClosesNothingOfOthers() throws {
    let temporary = try TemporaryDirectory()
    let held = try DataDirectory(locking: temporary.path)
    let ends = Atomic(false)
    let failures = Atomic(0)
    let finished = DispatchSemaphore(value: 0)
    let other = Thread {
      while !ends.load(ordering: .relaxed) {
        let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
        if close(descriptor) != 0 { failures.add(1, ordering: .relaxed) }
      }
      finished.signal()
    }
    other.start()
    var refusals = 0
    for _ in 0..<20_000 {
      do throws(StoreError) { _ = try DataDirectory(locking: temporary.path) } catch { refusals += 1 }
    }
    ends.store(true, ordering: .relaxed)
    finished.wait()
    #expect(refusals == 20_000 && failures.load(ordering: .relaxed) == 0)
    withExtendedLifetime(held) {}
  }
}
