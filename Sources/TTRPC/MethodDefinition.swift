/// One method of a service, and how it is answered.
///
/// The kind decides what a call costs and what its handler may do:
/// an *inline* method is answered on the event loop before the next frame is looked at and must not wait for anything;
/// a *command* hands its work elsewhere and is answered later, again on the event loop;
/// an *asynchronous* method runs in a task of its own.
public struct MethodDefinition: Sendable {
  /// Answers a call at once. The payload and the call are valid only until the handler returns.
  public typealias InlineHandler =
    @Sendable (
      _ call: borrowing InlineCall, _ payload: UnsafeRawBufferPointer, _ reply: inout ReplyWriter
    ) throws(RPCError) -> Void

  /// Takes a call over. The payload is valid only until the handler returns. A handler that does not throw must see to
  /// it that the call is answered exactly once, later or at once; one that throws must not have answered.
  public typealias CommandHandler =
    @Sendable (_ call: ServerCall, _ payload: UnsafeRawBufferPointer) throws(RPCError) -> Void

  /// Answers a call in a task, which is cancelled when the caller no longer waits.
  public typealias AsyncHandler =
    @Sendable (_ call: ServerCall, _ payload: [UInt8]) async throws(RPCError) -> ReplyBytes

  /// Name of the method, such as "RecordClick".
  public let name: String

  let kind: Kind

  /// Whether a call that succeeded has changed something: its caller must not be told that nothing was done.
  let changesState: Bool

  enum Kind: Sendable {
    case inline(InlineHandler)
    case command(RoomCheck, CommandHandler)
    case async(AsyncAdmission)
  }

  /// Runs on the event loop and decides what the task will do, or refuses the call.
  typealias AsyncAdmission =
    @Sendable (borrowing InlineCall) throws(RPCError) -> AsyncHandler

  /// Makes a method that is answered on the event loop.
  public static func inline(_ name: String, _ handler: @escaping InlineHandler) -> MethodDefinition {
    MethodDefinition(name: name, kind: .inline(handler), changesState: false)
  }

  /// Throws when there is no room for a further command, on the event loop and before anything is done for the call.
  public typealias RoomCheck = @Sendable () throws(RPCError) -> Void

  /// Makes a method whose answer comes later.
  ///
  /// - Parameters:
  ///   - name: its name.
  ///   - room: refuses calls under overload. It is asked before the call is opened, so that most of the time which the
  ///     calls that are refused would cost is left to the others.
  ///   - handler: hands the work elsewhere.
  public static func command(
    _ name: String, room: @escaping RoomCheck = { () throws(RPCError) in }, _ handler: @escaping CommandHandler
  ) -> MethodDefinition {
    MethodDefinition(name: name, kind: .command(room, handler), changesState: true)
  }

  /// Makes a method that runs in a task.
  public static func async(_ name: String, _ handler: @escaping AsyncHandler) -> MethodDefinition {
    MethodDefinition(
      name: name, kind: .async({ (_: borrowing InlineCall) throws(RPCError) in handler }), changesState: false)
  }

  /// Makes a method that runs in a task after `admit` let it in.
  ///
  /// - Parameters:
  ///   - name: name of the method.
  ///   - changesState: whether a call that succeeds has changed something, as a command has. Where its reply cannot be
  ///     sent the caller then gets UNAVAILABLE, as ``ServerCall/succeed(_:)`` says.
  ///   - admit: runs on the event loop, where the call's metadata and connection can be looked at, and returns what the
  ///     handler needs to know of them; or refuses the call by throwing.
  ///   - handler: runs in the task.
  public static func async<Admission: Sendable>(
    _ name: String,
    changesState: Bool = false,
    admit: @escaping @Sendable (_ call: borrowing InlineCall) throws(RPCError) -> Admission,
    _ handler:
      @escaping @Sendable (
        _ admission: Admission, _ call: ServerCall, _ payload: [UInt8]
      ) async throws(RPCError) -> ReplyBytes
  ) -> MethodDefinition {
    MethodDefinition(
      name: name,
      kind: .async({ (call: borrowing InlineCall) throws(RPCError) in
        let admission = try admit(call)
        return { (call: ServerCall, payload: [UInt8]) async throws(RPCError) -> ReplyBytes in
          try await handler(admission, call, payload)
        }
      }),
      changesState: changesState)
  }
}

/// A service: the full name of it and its methods.
public struct ServiceDefinition: Sendable {
  /// Full name, such as "tributary.v1.Tracking".
  public let name: String
  /// The methods, each with a name of its own.
  public let methods: [MethodDefinition]

  /// Makes a service of `methods`.
  public init(name: String, methods: [MethodDefinition]) {
    self.name = name
    self.methods = methods
  }
}
