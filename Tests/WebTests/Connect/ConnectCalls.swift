import Foundation
import Logging
import NIOPosix
import TTRPC

@testable import Web

extension TestWeb {
  /// Calls a method by the Connect protocol.
  func call(
    _ path: String, _ body: [UInt8], type: String? = "application/json", headers: [(String, String)] = []
  ) async throws -> Answer {
    try await request(
      "POST", "/" + path, headers: (type.map { [("content-type", $0)] } ?? []) + headers, body: body)
  }

  /// Calls a method in JSON with the server's admin key.
  func call(_ path: String, _ json: String, headers: [(String, String)] = []) async throws -> Answer {
    try await call(path, Array(json.utf8), headers: headers + [("authorization", "Bearer \(adminKey)")])
  }

  /// Makes an account with a program "mugs" and a partner "anna".
  func makeShop() async throws {
    for (method, json) in [
      ("CreateAccount", #"{"account":{"slug":"acme","plan":"PLAN_PRO"}}"#),
      (
        "CreateProgram",
        #"{"program":{"slug":"mugs","account":"acme","currency":"USD","timeZone":"UTC","commission":{"saleRateE4":100000}}}"#
      ),
      (
        "CreatePartner",
        #"{"partner":{"program":"mugs","code":"anna","status":"PARTNER_STATUS_ACTIVE"}}"#
      ),
    ] {
      let answer = try await call("tributary.v1.Programs/" + method, json)
      guard answer.status == 200 else { throw RPCError(.internal, answer.text) }
    }
  }
}

/// Runs `body` with a web server that has `methods` for those of Tracking.
func withConnect(
  _ methods: [MethodDefinition], limits: Limits = Limits(), _ body: (TestWeb) async throws -> Void
) async throws {
  let table = MethodTable([ServiceDefinition(name: "tributary.v1.Tracking", methods: methods)])
  // Its lanes serve the calls; it listens nowhere.
  let server = Server(
    methods: table, group: MultiThreadedEventLoopGroup.singleton, limits: limits,
    logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  let caller = DirectCaller(methods: table, lanes: server.lanes)
  var options = TestWeb.Options()
  options.routes = { router, services in router.addConnectRoutes(services, caller: caller) }
  try await withWeb(options, body)
}

extension Answer {
  /// The members of the JSON object that the body is.
  var json: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:]
  }

  /// The code and the message of the error that the body is.
  var error: (code: String, message: String) {
    (json["code"] as? String ?? "none", json["message"] as? String ?? "none")
  }
}
