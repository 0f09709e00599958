/// The spelling of an e-mail address under which a contact is known; nil when it names nobody.
func normalisedAddress(_ text: String) -> String? {
  var bytes = Array(text.utf8)
  let spaces: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D]
  while let first = bytes.first, spaces.contains(first) { bytes.removeFirst() }
  while let last = bytes.last, spaces.contains(last) { bytes.removeLast() }
  if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
  guard let at = bytes.lastIndex(of: UInt8(ascii: "@")), at > 0, at < bytes.count - 1 else { return nil }
  return String(decoding: bytes, as: UTF8.self).lowercased()
}

/// Whether one text comes before another by the bytes of their UTF-8.
func comesBefore(_ left: String, _ right: String) -> Bool {
  left.utf8.lexicographicallyPrecedes(right.utf8)
}

/// What reports tell of a page: what comes before its first "?" or "#", at most 255 bytes, cut at a character.
func reportedPage(_ url: String) -> String {
  var page: [UInt8] = []
  for scalar in url.unicodeScalars {
    if scalar == "?" || scalar == "#" { break }
    let bytes = Array(String(scalar).utf8)
    if page.count + bytes.count > 255 { break }
    page += bytes
  }
  return String(decoding: page, as: UTF8.self)
}
