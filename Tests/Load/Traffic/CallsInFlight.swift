/// When the calls of a connection began that are not answered yet, by stream id.
///
/// A ring, because calls are answered roughly in the order in which they were sent; it grows where they are not.
struct CallsInFlight {
  private struct Slot {
    var streamID: UInt32 = 0
    var began: UInt64 = 0
  }

  private var slots = Array(repeating: Slot(), count: 64)
  /// How many there are.
  private(set) var count = 0

  /// Notes a call that begins, at a time in nanoseconds. Stream ids are odd and rise.
  mutating func begin(_ streamID: UInt32, at now: UInt64) {
    while slots[index(of: streamID)].streamID != 0 { grow() }
    slots[index(of: streamID)] = Slot(streamID: streamID, began: now)
    count += 1
  }

  /// Takes a call that was answered, and says when it began; nil when there is no such call.
  mutating func end(_ streamID: UInt32) -> UInt64? {
    let index = index(of: streamID)
    guard streamID != 0, slots[index].streamID == streamID else { return nil }
    slots[index].streamID = 0
    count -= 1
    return slots[index].began
  }

  private func index(of streamID: UInt32) -> Int {
    Int(streamID >> 1) & (slots.count - 1)
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: old.count * 2)
    for slot in old where slot.streamID != 0 { slots[index(of: slot.streamID)] = slot }
  }
}
