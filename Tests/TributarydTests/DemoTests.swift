import ChildProcesses
import Foundation
import FoundationNetworking
import Testing

@Suite("tributaryd demo") struct DemoTests {
  @Test func `tells its story and leaves nothing behind`() async throws {
    try await withTemporaryFolder { folder in
      let end = try await runTributaryd("demo", "--exit", environment: ["TMPDIR": folder])
      #expect(end.code == 0, "\(end)")
      for part in ["newsletter-may", "youtube", "EPC", "pixel.gif", "mug-shop"] {
        #expect(end.output.contains(part), "\(part)")
      }
      #expect(!end.output.contains("Ctrl-C"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }
  }

  @Test func `goes on serving until it is interrupted, and leaves nothing behind then`() async throws {
    try await withTemporaryFolder { folder in
      let process = try ChildProcess(tributaryd, ["demo"], environment: ["TMPDIR": folder])
      for await line in process.lines where line.contains("Ctrl-C ends") { break }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
      process.signal(SIGINT)
      let end = await process.end()
      #expect(end.code == 0, "\(end)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }
  }

  @Test func `lets a person follow a link, and buy in a shop while the report changes`() async throws {
    try await withTemporaryFolder { folder in
      let process = try ChildProcess(tributaryd, ["demo"], environment: ["TMPDIR": folder])
      var link = ""
      for await line in process.lines {
        if line.contains("/t?program=mug-shop") { link = line.trimmingCharacters(in: .whitespaces) }
        if line.contains("Ctrl-C ends") { break }
      }
      let (page, landed) = try await fetch(link)
      let token = try #require(
        URLComponents(string: landed)?.queryItems?.first { $0.name == "tributary" }?.value)
      #expect(page.contains("data-tributary") && page.contains("/t.js"))
      let shop = try #require(landed.range(of: "/?")).lowerBound
      let (confirmation, _) = try await fetch(
        landed[..<shop] + "/buy", posting: "email=carla%40example.com&quantity=2")
      let pixel = try #require(confirmation.firstMatch(of: /src="([^"]+pixel\.gif[^"]+)"/)).1
      _ = try await fetch(pixel.replacing("&amp;", with: "&") + "&click=" + token)
      var figures = ""
      for _ in 0..<100 where !figures.contains("earns $2.50") {
        figures = try await fetch(landed[..<shop] + "/figures").text
      }
      #expect(figures.contains("my-link") && figures.contains("earns $2.50"), "\(figures)")
      process.signal(SIGINT)
      #expect(await process.end().code == 0)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }
  }

  /// The text of a page and the address that it was found at.
  private func fetch(
    _ address: some StringProtocol, posting form: String? = nil
  ) async throws -> (text: String, address: String) {
    var request = URLRequest(url: try #require(URL(string: String(address))))
    // What does not call itself a browser is taken for a bot, whose clicks earn nothing.
    request.setValue(
      "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", forHTTPHeaderField: "User-Agent")
    if let form {
      request.httpMethod = "POST"
      request.httpBody = Data(form.utf8)
      request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
    }
    let (data, response) = try await URLSession.shared.data(for: request)
    #expect((response as? HTTPURLResponse)?.statusCode == 200, "\(address)")
    return (String(decoding: data, as: UTF8.self), response.url?.absoluteString ?? "")
  }

  @Test func `ends in order when nobody reads it any more`() async throws {
    try await withTemporaryFolder { folder in
      let script = #"{ "$0" demo --exit; echo "code $?" >&2; } | head -n 1"#
      let end = try await ChildProcess(
        "/bin/bash", ["-c", script, tributaryd], environment: ["TMPDIR": folder]
      ).end()
      #expect(end.errors.contains("code 74"), "\(end)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }
  }

  @Test func `refuses a port that is none`() async throws {
    #expect(try await runTributaryd("demo", "--exit", "--port", "70000").code == 64)
  }
}
