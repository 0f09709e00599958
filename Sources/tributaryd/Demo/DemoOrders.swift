import Synchronization

/// An order of the demo's shop.
struct DemoOrder {
  let number: String
  let email: String
  let quantity: Int64
}

/// The orders of the demo's shop, in memory: the oldest is forgotten when there are too many.
final class DemoOrders: Sendable {
  private let limit: Int
  private let kept = Mutex((placed: 0, orders: [DemoOrder]()))

  init(limit: Int) {
    self.limit = limit
  }

  /// Takes an order.
  func place(email: String, quantity: Int64) -> DemoOrder {
    kept.withLock { kept in
      kept.placed += 1
      let order = DemoOrder(number: "SHOP-\(kept.placed)", email: email, quantity: quantity)
      kept.orders.append(order)
      if kept.orders.count > limit { kept.orders.removeFirst() }
      return order
    }
  }

  /// The order with this number.
  func order(_ number: String) -> DemoOrder? {
    kept.withLock { kept in kept.orders.last { $0.number == number } }
  }

  /// The latest orders, newest first.
  func latest(_ count: Int) -> [DemoOrder] {
    kept.withLock { kept in kept.orders.suffix(count).reversed() }
  }
}
