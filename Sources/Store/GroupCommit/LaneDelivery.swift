/// Sorts the outcomes of a batch by lane, so that each lane is called once.
struct LaneDelivery {
  private var lanes: [(lane: any SettlementLane, settled: [Settlement])] = []
  private var latest = 0

  /// Adds an outcome. Neighbours mostly have the same lane, and there are few lanes: a search beats a dictionary.
  mutating func add(_ outcome: Outcome, for address: CommandQueue.Address) {
    let settlement = Settlement(ticket: address.ticket, outcome: outcome)
    if latest >= lanes.count || lanes[latest].lane !== address.lane {
      if let known = lanes.firstIndex(where: { $0.lane === address.lane }) {
        latest = known
      } else {
        latest = lanes.count
        lanes.append((address.lane, []))
      }
    }
    lanes[latest].settled.append(settlement)
  }

  /// Calls each lane with its outcomes and forgets them.
  mutating func deliver() {
    for entry in lanes {
      entry.lane.deliver(entry.settled)
    }
    lanes.removeAll(keepingCapacity: true)
    latest = 0
  }
}
