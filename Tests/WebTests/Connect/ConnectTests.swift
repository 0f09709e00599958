import NIOCore
import ProtobufC
import TTRPC
import Testing
import TributaryClient
import TributaryProtocol

@testable import Web

/// Calls by the Connect protocol that succeed.
@Suite struct ConnectTests {
  private func encoding(_ message: some Message) throws -> [UInt8] {
    var buffer = ByteBuffer()
    try buffer.writeMessage(message, arena: Arena(limit: 1 << 20))
    return Array(buffer.readableBytesView)
  }

  @Test func aSaleIsRecordedInJSONAndReadInProtobuf() async throws {
    try await withWeb { web in
      try await web.makeShop()
      let recorded = try await web.call(
        "tributary.v1.Tracking/RecordConversion",
        #"{"program":"mugs","kind":"CONVERSION_KIND_SALE","orderId":"7","items":[{"sku":"M","quantity":1,"#
          + #""unitPriceMinor":"1200"}],"evidence":{"partner":"anna"}}"#)
      #expect(recorded.status == 200)
      #expect(recorded["content-type"] == "application/json")
      #expect(recorded.json["replayed"] == nil)
      let receipt = recorded.json["receipt"] as? [String: Any]
      #expect(receipt?["partner"] as? String == "anna")

      var request = GetConversionRequest()
      request.program = "mugs"
      request.orderId = "7"
      let read = try await web.call(
        "tributary.v1.Tracking/GetConversion", encoding(request), type: "application/proto",
        headers: [("Authorization", "Bearer \(web.adminKey)")])
      #expect(read.status == 200)
      #expect(read["content-type"] == "application/proto")
      let reply = try read.body.withUnsafeBytes { bytes in
        try Arena(limit: 1 << 20).decode(GetConversionResponse.self, from: bytes)
      }
      #expect(reply.conversion?.items.first?.unitPriceMinor == 1200)
    }
  }

  @Test func bothWiresSeeTheSameOrder() async throws {
    try await withWeb { web in
      try await web.makeShop()
      let json =
        #"{"program":"mugs","kind":"CONVERSION_KIND_SALE","orderId":"8","items":[{"sku":"M","quantity":1,"unitPriceMinor":5}]}"#
      #expect(try await web.call("tributary.v1.Tracking/RecordConversion", json).status == 200)
      let request = RecordConversionRequest(
        program: "mugs", kind: .sale, orderId: "8", items: [Item(sku: "M", quantity: 1, unitPriceMinor: 5)])
      #expect(try await web.admin.recordConversion(request).replayed)
      let again = try await web.call("tributary.v1.Tracking/RecordConversion", json)
      #expect(again.json["replayed"] as? Bool == true)
    }
  }

  @Test func anInlineMethodNeedsNoKey() async throws {
    try await withWeb { web in
      let answer = try await web.call("grpc.health.v1.Health/Check", Array("{}".utf8))
      #expect(answer.status == 200 && answer.text == #"{"status":"SERVING"}"#)
      let binary = try await web.call("grpc.health.v1.Health/Check", [], type: "application/proto")
      #expect(binary.status == 200 && binary.body == [8, 1])
    }
  }

  @Test func aKeyIsNeededAndOnlyTheKeyIsHandedOn() async throws {
    let names = ["authorization", "x-other", "content-type", "cookie"]
    let telling = MethodDefinition.command("RecordClick") { call, _ throws(RPCError) in
      var seen: [String] = []
      call.withMetadata("authorization") { if let bytes = $0 { seen.append(String(decoding: bytes, as: UTF8.self)) } }
      call.withMetadata("x-other") { if $0 != nil { seen.append("other") } }
      call.withMetadata("cookie") { if $0 != nil { seen.append("cookie") } }
      call.withMetadata("content-type") { if $0 != nil { seen.append("type") } }
      let all = seen.joined(separator: ",")
      call.fail(RPCError(.aborted, all))
    }
    try await withConnect([telling]) { web in
      let headers = names.filter { $0 != "content-type" }.map { ($0, "Bearer k") }
      let answer = try await web.call("tributary.v1.Tracking/RecordClick", Array("{}".utf8), headers: headers)
      #expect(answer.error == ("aborted", "Bearer k"))
    }
    try await withWeb { web in
      let answer = try await web.call("tributary.v1.Tracking/RecordClick", Array("{}".utf8))
      #expect(answer.status == 401)
      #expect(answer.error.code == "unauthenticated")
    }
  }

  @Test func everyMethodOfTheTableIsRoutedWithItsTypes() {
    let methods = ConnectMethods()
    #expect(methods.packages == ["grpc.health.v1", "tributary.v1"])
    for (service, name, input, output) in [
      ("tributary.v1.Tracking", "RecordClick", RecordClickRequest.Raw.descriptor, RecordClickResponse.Raw.descriptor),
      ("tributary.v1.Programs", "ListPayouts", ListPayoutsRequest.Raw.descriptor, ListPayoutsResponse.Raw.descriptor),
    ] {
      let method = try? methods.method(service: service, name: name)
      #expect(method?.input == input)
      #expect(method?.output == output)
    }
  }
}
