internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import TTRPC
internal import Tracker

/// Answers requests of the Connect protocol: HTTP in, a call of the method table, HTTP out.
struct ConnectEndpoint: Sendable {
  /// Bytes of a request's message, as it is sent and as it is uncompressed: what a frame of the other wire may carry.
  static let maximumMessageBytes = Limits.protocolFrameBytes
  /// As much for who shows no live key: more than a health check takes, and than the methods take to say that they need
  /// a key. Without this limit anybody could have megabytes kept, uncompressed and read, and with gzip for a few
  /// kilobytes.
  static let maximumMessageBytesWithoutKey = 4 << 10

  let methods: ConnectMethods
  let tracker: Tracker
  let caller: DirectCaller
  let metrics: WebMetrics

  /// Answers a request for a method.
  func respond(
    to request: Request, _ context: WebRequestContext, service: String, method: String
  ) async -> Response {
    do throws(ConnectError) {
      return try await answer(request, context, service, method)
    } catch {
      metrics.increment(.connectErrors, reason: error.code.connectName)
      return error.response
    }
  }

  private func answer(
    _ request: Request, _ context: WebRequestContext, _ service: String, _ name: String
  ) async throws(ConnectError) -> Response {
    let method = try methods.method(service: service, name: name)
    guard let codec = ConnectCodec(contentType: request.headers[.contentType]) else { throw .unsupportedMediaType }
    let head = try ConnectRequestHead(request.headers)
    let message = try await message(of: request, context, head.encoding, codec, method)
    let reply: ByteBuffer
    do throws(RPCError) {
      reply = try await caller.call(
        service: service, method: name, metadata: head.metadata, payload: message, timeout: head.timeout)
    } catch {
      throw ConnectError(error)
    }
    return Response(
      status: .ok, headers: [.contentType: codec.contentType],
      body: ResponseBody(byteBuffer: try codec.encode(reply, of: method.output)))
  }

  /// The protobuf encoding of a request's message. The body itself is let go of before the method is called.
  private func message(
    of request: Request, _ context: WebRequestContext, _ encoding: ConnectEncoding, _ codec: ConnectCodec,
    _ method: ConnectMethods.Method
  ) async throws(ConnectError) -> ByteBuffer {
    let body: CollectedBody
    let hasKey = tracker.provesKey(request.headers[.authorization])
    let limit = hasKey ? Self.maximumMessageBytes : Self.maximumMessageBytesWithoutKey
    do {
      body = try await context.collectBody(of: request, upTo: limit)
    } catch let refusal as BodyRefusal {
      throw ConnectError(refusal)
    } catch {
      // Whoever broke the body off does not read this either.
      throw ConnectError(.cancelled, "the request's body did not arrive")
    }
    return try codec.decode(encoding.decode(body.bytes, limit: limit), of: method.input)
  }
}

extension WebMetrics.Counter {
  /// Connect requests that were answered with an error, by Connect's name of its code.
  static let connectErrors = Self(
    name: "tributary_connect_errors_total", help: "Calls by the Connect protocol that ended with an error, by its code."
  )
}
