internal import CProtobufC
internal import CProtos

/// The methods that can be called by the Connect protocol: those of the services' generated descriptors.
struct ConnectMethods: Sendable {
  /// A method with the types of its messages.
  ///
  /// It is `@unchecked Sendable` because descriptors are constants of the program.
  struct Method: @unchecked Sendable {
    let input: UnsafePointer<ProtobufCMessageDescriptor>
    let output: UnsafePointer<ProtobufCMessageDescriptor>
  }

  private let services: [String: [String: Method]]

  /// Names of the services' packages, such as "tributary.v1".
  let packages: [String]

  /// The methods of every service that the server has.
  init() {
    let descriptors = [
      tributary__v1__tracking__descriptor, tributary__v1__programs__descriptor, grpc__health__v1__health__descriptor,
    ]
    services = Dictionary(uniqueKeysWithValues: descriptors.map { (String(cString: $0.name), Self.methods(of: $0)) })
    packages = Set(descriptors.map { String(cString: $0.package) }).sorted()
  }

  /// The method of these names.
  ///
  /// - Throws: "unimplemented" as 404.
  func method(service: String, name: String) throws(ConnectError) -> Method {
    guard let methods = services[service] else { throw .unknown("service", service) }
    guard let method = methods[name] else { throw .unknown("method", name) }
    return method
  }

  private static func methods(of service: ProtobufCServiceDescriptor) -> [String: Method] {
    var methods: [String: Method] = [:]
    for method in UnsafeBufferPointer(start: service.methods, count: Int(service.n_methods)) {
      guard let input = method.input, let output = method.output else { continue }
      methods[String(cString: method.name)] = Method(input: input, output: output)
    }
    return methods
  }
}
