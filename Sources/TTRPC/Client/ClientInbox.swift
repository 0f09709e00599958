internal import NIOCore
internal import Synchronization

/// Where calls wait for the client's event loop to take them. Those that arrive while it is busy are taken together, and
/// so are sent in one write.
final class ClientInbox: Sendable {
  typealias Entry = (call: ClientCall, waiter: ClientCall.Waiter)

  private struct Content {
    var entries: [Entry] = []
  }

  private let content = Mutex(Content())

  /// Puts a call in. True when the inbox was empty, so that somebody must see to it that it is emptied.
  func put(_ call: ClientCall, _ waiter: ClientCall.Waiter) -> Bool {
    content.withLock { content in
      content.entries.append((call, waiter))
      return content.entries.count == 1
    }
  }

  /// Takes out what is there.
  func takeAll() -> [Entry] {
    content.withLock { content in
      defer { content.entries = [] }
      return content.entries
    }
  }
}
