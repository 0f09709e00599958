internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// The image that pixels are answered with.
enum PixelImage {
  /// A GIF of one transparent pixel: header, screen of 1×1 with two colours, a graphic control extension that makes colour 0
  /// transparent, one image, the trailer (GIF89a, sections 17 to 27).
  static let bytes: [UInt8] = [
    0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0x01, 0x00, 0x01, 0x00, 0x80, 0x00, 0x00,
    0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF,
    0x21, 0xF9, 0x04, 0x01, 0x00, 0x00, 0x00, 0x00,
    0x2C, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0x00, 0x02, 0x02, 0x44, 0x01, 0x00,
    0x3B,
  ]

  /// The bytes as a body.
  static let body = ByteBuffer(bytes: bytes)

  /// The header fields of the answer to every pixel: browsers must ask again on every page.
  static let headers: HTTPFields = [
    .contentType: "image/gif", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
  ]

  /// The answer to every pixel.
  static var response: Response {
    Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
  }
}
