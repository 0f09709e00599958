import HTTPTypes
import Hummingbird
import NIOCore

@testable import Web

/// Routes by which a test decides how a server answers.
extension TestWeb.Options {
  /// A server with `GET /wait`, which answers when the gate is open, `POST /echo`, which answers its body of at most
  /// `echoLimit` bytes, `POST /ignore`, which does not look at it, `GET /large`, an answer of 4 MiB, and `GET /fail`,
  /// whose handler throws.
  static func testRoutes(
    gate: Gate = Gate(), limits: WebLimits = WebLimits(), echoLimit: Int = 1 << 20, failure: String = "a failure"
  ) -> TestWeb.Options {
    var options = TestWeb.Options()
    options.limits = limits
    options.routes = { router, _ in
      router.get("wait") { _, _ in
        await gate.pass()
        return Response.plain(.ok, "waited")
      }
      router.post("echo") { request, context in
        let body = try await context.collectBody(of: request, upTo: echoLimit)
        return Response(status: .ok, body: ResponseBody(byteBuffer: body.bytes))
      }
      router.post("ignore") { _, _ in Response.plain(.ok, "ignored") }
      router.get("large") { _, _ in
        Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(repeating: 120, count: 4 << 20)))
      }
      router.get("fail") { _, _ -> Response in throw TestFailure(description: failure) }
      router.get("client") { _, context in
        Response.plain(
          .ok, "\(context.client.address) \(context.client.isSecure) \(context.client.cameThroughStranger)")
      }
    }
    return options
  }
}

struct TestFailure: Error, CustomStringConvertible {
  let description: String
}
