internal import PartnerProgram
internal import ProtobufC
internal import Store
internal import TTRPC
internal import TributaryProtocol

/// How a call comes in: its key is checked on the event loop, before anything of its message is looked at.
extension Tracker {
  /// Refuses commands under overload.
  ///
  /// - Throws: RESOURCE_EXHAUSTED.
  @Sendable func requireRoom() throws(RPCError) {
    do throws(StoreError) { try store.requireRoom() } catch { throw RPCError(error) }
  }

  /// Lets a command in.
  ///
  /// - Throws: UNAUTHENTICATED or PERMISSION_DENIED.
  func admit(
    _ call: ServerCall, needing scope: PartnerProgram.KeyScope
  ) throws(RPCError) -> (key: APIKeyEntry, loop: LoopState) {
    let state = state(of: call.connection, on: call.lane)
    let key = try call.withMetadata("authorization") { header throws(RPCError) -> APIKeyEntry in
      try self.key(provenBy: header, scope, state)
    }
    return (key, state.loop)
  }

  /// A method that only reads, in a task, because that may take a while.
  func query<Request: Message, Reply: Message>(
    _ method: RPCMethod<Request, Reply>,
    scope: PartnerProgram.KeyScope,
    _ handler: @escaping @Sendable (Request, APIKeyEntry) async throws -> Reply
  ) -> MethodDefinition {
    task(method, scope: scope, changesState: false, handler)
  }

  /// A method that changes what merchants set up, in a task: it is rare, so what a task costs does not matter.
  func change<Request: Message, Reply: Message>(
    _ method: RPCMethod<Request, Reply>,
    scope: PartnerProgram.KeyScope,
    _ handler: @escaping @Sendable (Request, APIKeyEntry) async throws -> Reply
  ) -> MethodDefinition {
    task(method, scope: scope, changesState: true, handler)
  }

  private func task<Request: Message, Reply: Message>(
    _ method: RPCMethod<Request, Reply>,
    scope: PartnerProgram.KeyScope,
    changesState: Bool,
    _ handler: @escaping @Sendable (Request, APIKeyEntry) async throws -> Reply
  ) -> MethodDefinition {
    .async(
      method.name,
      changesState: changesState,
      admit: { [self] call throws(RPCError) in
        try call.withMetadata("authorization") { header throws(RPCError) -> APIKeyEntry in
          try key(provenBy: header, scope, state(of: call.connection, on: call.lane))
        }
      },
      { key, _, payload throws(RPCError) in
        try await Self.answer(payload) { request in try await handler(request, key) }
      }
    )
  }

  private func key(
    provenBy header: UnsafeRawBufferPointer?, _ scope: PartnerProgram.KeyScope, _ state: ConnectionState
  ) throws(RPCError) -> APIKeyEntry {
    let key = try state.key(provenBy: header, in: store.directory)
    try require(scope, of: key)
    return key
  }

  /// Decodes a message, lets `handler` answer it, and encodes the reply.
  static func answer<Request: Message, Reply: Message>(
    _ payload: [UInt8], _ handler: (Request) async throws -> Reply
  ) async throws(RPCError) -> ReplyBytes {
    let request = try mapErrors {
      try payload.withUnsafeBytes { try Arena(limit: Limits().arenaBytes).decode(Request.self, from: $0) }
    }
    let reply: Result<Reply, any Error>
    do {
      reply = .success(try await handler(request))
    } catch {
      reply = .failure(error)
    }
    return try ReplyBytes(mapErrors { try reply.get() })
  }
}

extension ServerCall {
  /// The arena of a call whose handler is running.
  ///
  /// - Throws: INTERNAL when it is not, which would be a defect of ours.
  func dispatchArena() throws(RPCError) -> Arena {
    guard let arena else { throw RPCError(.internal, "the call's handler has returned") }
    return arena
  }
}
