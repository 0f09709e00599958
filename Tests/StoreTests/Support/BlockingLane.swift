import Dispatch
import Store
import Synchronization

/// A lane that holds up the committing thread in its first delivery until it is opened.
final class BlockingLane: SettlementLane {
  private let gate = DispatchSemaphore(value: 0)
  private let first = CollectingLane()
  private let isOpen = Mutex(false)
  private let settled = Mutex<[Int]>([])

  func deliver(_ settled: [Settlement]) {
    self.settled.withLock { $0 += settled.compactMap { ($0.ticket as? Ticket)?.number } }
    first.deliver(settled)
    if !isOpen.withLock({ $0 }) { gate.wait() }
  }

  /// Returns once the committing thread is held.
  func entered() async {
    _ = await first.outcomes(1)
  }

  /// Lets the thread go on, now and in later deliveries.
  func open() {
    isOpen.withLock { $0 = true }
    gate.signal()
  }

  /// The numbers of the tickets that came back so far, in their order.
  var numbers: [Int] { settled.withLock { $0 } }
}
