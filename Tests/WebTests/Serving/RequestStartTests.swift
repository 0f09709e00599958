import Testing

@testable import Web

@Suite struct RequestStartTests {
  private func start(_ pieces: [String]) -> RequestStart {
    var start = RequestStart()
    for piece in pieces { start.append(piece.utf8) }
    return start
  }

  @Test func aPixelIsKnownInWhateverPiecesItArrives() {
    let head = Array("GET /pixel.gif?order_id=1 HTTP/1.1\r\n")
    for first in 0...head.count {
      for second in first...head.count {
        let start = start([head[..<first], head[first..<second], head[second...]].map { String($0) })
        #expect(start.isPixel && !start.isPixelScript)
      }
    }
    #expect(start(["GET /pixel.js?order_id=1"]).isPixelScript)
    #expect(!start(["GET /pixel.js?order_id=1"]).isPixel)
  }

  @Test(arguments: [
    "", "GET /pixel.gif", "GET /pixel.gif HTTP/1.1", "HEAD /pixel.gif?", "POST /pixel.gif?", "get /pixel.gif?",
    "GET /t?p=x",
    "GET  /pixel.gif?", "GET /pixel.jsx?",
  ])
  func anythingElseIsNone(_ text: String) {
    #expect(!start([text]).isPixel && !start([text]).isPixelScript)
  }
}
