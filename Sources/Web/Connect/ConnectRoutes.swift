internal import Hummingbird
internal import TTRPC

extension WebRouter {
  /// Adds the services' methods by the Connect protocol (https://connectrpc.com/docs/protocol), unary, with messages in
  /// protobuf or JSON.
  ///
  /// - Parameters:
  ///   - services: what knows the callers' keys and counts the errors.
  ///   - caller: calls the methods.
  func addConnectRoutes(_ services: WebServices, caller: DirectCaller) {
    let endpoint = ConnectEndpoint(
      methods: ConnectMethods(), tracker: services.tracker, caller: caller, metrics: services.metrics)
    for package in endpoint.methods.packages {
      // A service that is not there gets an answer of the protocol's too.
      post("/\(package).{service}/:method") { request, context in
        let service = context.parameters.get("service") ?? ""
        let method = context.parameters.get("method") ?? ""
        return await endpoint.respond(to: request, context, service: "\(package).\(service)", method: method)
      }
    }
  }
}
