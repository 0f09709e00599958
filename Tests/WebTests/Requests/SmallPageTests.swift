import Hummingbird
import NIOCore
import Testing

@testable import Web

/// The pages that this server writes itself.
@Suite struct SmallPageTests {
  /// The body of an answer that has it in one piece.
  private struct Collector: ResponseBodyWriter {
    let collected: @Sendable (ByteBuffer) -> Void
    mutating func write(_ buffer: ByteBuffer) { collected(buffer) }
    consuming func finish(_ trailingHeaders: HTTPFields?) {}
  }

  @Test func escapeTheirTextsAndLoadNothing() async throws {
    let response = SmallPage.response(
      .badRequest, heading: #"<script>alert("1")</script>"#, text: "a & b <img src=x> {{heading}} 'c'")
    let (stream, continuation) = AsyncStream<ByteBuffer>.makeStream()
    try await response.body.write(Collector { continuation.yield($0) })
    continuation.finish()
    var html = ""
    for await buffer in stream { html += String(buffer: buffer) }
    #expect(html.contains("<title>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</title>"))
    #expect(html.contains("<p>a &amp; b &lt;img src=x&gt; {{heading}} &#39;c&#39;</p>"))
    #expect(!html.contains("<script") && !html.contains("<img") && !html.contains("http"))
    #expect(response.headers[.contentSecurityPolicy] == "default-src 'none'; style-src 'unsafe-inline'")
    #expect(response.headers[.xContentTypeOptions] == "nosniff" && response.headers[.cacheControl] == "no-store")
    #expect(response.headers[.contentLength] == "\(html.utf8.count)")
  }
}
