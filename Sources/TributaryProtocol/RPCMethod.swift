public import ProtobufC

/// A unary method of a service: its names on the wire and the messages that it takes and gives.
public struct RPCMethod<Request: Message, Reply: Message>: Sendable {
  /// Full name of the service, such as "tributary.v1.Tracking".
  public let service: String
  /// Name of the method, such as "RecordClick".
  public let name: String

  init(service: String, name: String) {
    self.service = service
    self.name = name
  }
}
