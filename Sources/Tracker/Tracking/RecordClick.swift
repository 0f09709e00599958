internal import PartnerProgram
internal import ProtobufC
internal import Store
internal import TTRPC
internal import TributaryProtocol

/// `tributary.v1.Tracking/RecordClick`: message to command. Nothing on this path builds a `String` or a task; the
/// outcome comes back through the loop's ``ReplyLane``.
extension Tracker {
  func recordClick(_ call: ServerCall, _ payload: UnsafeRawBufferPointer) throws(RPCError) {
    let (key, loop) = try admit(call, needing: .publishable)
    try mapErrors {
      let command = try call.dispatchArena().withView(of: RecordClickRequestView.self, from: payload) { request in
        try clickCommand(request, key: key, loop: loop)
      }
      try store.submit(.click(command), ticket: call, lane: loop.replies)
    }
  }

  private func clickCommand(
    _ request: borrowing RecordClickRequestView, key: APIKeyEntry, loop: LoopState
  ) throws -> ClickCommand {
    let now = now()
    let program = try request.program.withBytes { slug throws(RPCError) -> ProgramEntry in
      try self.program(slug, visibleTo: key)
    }
    let partner = try request.partner.withBytes { code throws(RPCError) -> PartnerEntry in
      try self.partner(code, in: program, visibleTo: key)
    }
    let occurredAt = try Timestamp(sent: request.occurredAtUs, now: now)
    let visitorIsNew = request.visitorId.isEmpty
    let clickIDWasSent = !request.clickId.isEmpty
    return ClickCommand(
      program: program,
      partner: partner,
      disposition: request.userAgent.withBytes { userAgent in
        ClickDisposition.decide(
          isBot: KnownBots.contains(userAgent: userAgent), partnerStatus: partner.partner.status)
      },
      clickID: clickIDWasSent
        ? try request.clickId.withBytes { try ClickID(sent: $0, field: "click_id") }
        : loop.makeID(ClickID.self, at: now),
      clickIDWasSent: clickIDWasSent,
      visitorID: visitorIsNew
        ? loop.makeID(VisitorID.self, at: now)
        : try request.visitorId.withBytes { try VisitorID(sent: $0, field: "visitor_id") },
      visitorIsNew: visitorIsNew,
      occurredAt: occurredAt,
      receivedAt: now,
      texts: try texts(of: request, addressStorage: program.program.addressStorage)
    )
  }

  /// Checks the lengths of the texts and copies them into the command's one block of memory.
  private func texts(
    of request: borrowing RecordClickRequestView, addressStorage: PartnerProgram.AddressStorage
  ) throws -> PackedTexts {
    try withUnsafeTemporaryAllocation(byteCount: AddressTruncation.maximumTextBytes, alignment: 1) { room in
      try request.ip.withBytes { ip in
        try TextRule.networkAddress.check(ip, field: "ip")
        let address = StoredAddress.bytes(of: ip, as: addressStorage, truncatedInto: room)
        return try request.subId.withBytes { subID in
          if !subID.isEmpty { try TextRule.subID.check(subID, field: "sub_id") }
          return try request.landingUrl.withBytes { landingURL in
            try TextRule.pageURL.check(landingURL, field: "landing_url")
            return try request.referrerUrl.withBytes { referrerURL in
              try TextRule.pageURL.check(referrerURL, field: "referrer_url")
              return try request.userAgent.withBytes { userAgent in
                try TextRule.userAgent.check(userAgent, field: "user_agent")
                return try PackedTexts(
                  subID: subID, landingURL: landingURL, referrerURL: referrerURL, userAgent: userAgent, ip: address)
              }
            }
          }
        }
      }
    }
  }
}
