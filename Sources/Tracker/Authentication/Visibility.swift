internal import PartnerProgram
internal import Store
internal import TTRPC

/// What a key can see. Another account's objects look absent: the answer is the same as for ones that do not exist.
extension Tracker {
  /// The program with this slug.
  ///
  /// - Throws: NOT_FOUND, also when the key may not see it.
  func program(_ slug: UnsafeRawBufferPointer, visibleTo entry: APIKeyEntry) throws(RPCError) -> ProgramEntry {
    guard let program = store.directory.program(slug: slug), entry.key.sees(program) else {
      throw RPCError(.notFound, "program: there is no program \(quoted(slug))")
    }
    return program
  }

  /// The program with this slug.
  func program(_ slug: String, visibleTo entry: APIKeyEntry) throws(RPCError) -> ProgramEntry {
    try withBytes(of: slug) { slug throws(RPCError) in try program(slug, visibleTo: entry) }
  }

  /// The partner with this code in a program that the key sees.
  ///
  /// - Throws: NOT_FOUND, also when the key may not see it.
  func partner(
    _ code: UnsafeRawBufferPointer, in program: ProgramEntry, visibleTo entry: APIKeyEntry
  ) throws(RPCError) -> PartnerEntry {
    guard let partner = store.directory.partner(program: program.id, code: code), entry.key.sees(partner) else {
      throw RPCError(.notFound, "partner: there is no partner \(quoted(code)) in program \(program.program.slug)")
    }
    return partner
  }

  /// The partner with this code in a program that the key sees.
  func partner(
    _ code: String, in program: ProgramEntry, visibleTo entry: APIKeyEntry
  ) throws(RPCError) -> PartnerEntry {
    try withBytes(of: code) { code throws(RPCError) in try partner(code, in: program, visibleTo: entry) }
  }

  /// The account with this slug, or the key's own when `slug` is empty.
  ///
  /// - Parameter field: path of the field that the slug was sent in.
  /// - Throws: NOT_FOUND, also when the key may not see it; INVALID_ARGUMENT when the server's key names none.
  func account(
    _ slug: String, visibleTo entry: APIKeyEntry, field: String = "account"
  ) throws(RPCError) -> PartnerProgram.Account {
    if slug.isEmpty {
      guard let own = entry.key.account else {
        throw RPCError(.invalidArgument, "\(field): must be named, because the server's key belongs to no account")
      }
      guard let account = store.directory.account(id: own)?.account else {
        throw RPCError(.notFound, "account: the key's account does not exist")
      }
      return account
    }
    let found = withBytes(of: slug) { store.directory.account(slug: $0)?.account }
    guard let account = found, entry.key.account == nil || entry.key.account == account.id else {
      throw RPCError(.notFound, "account: there is no account \(quoted(slug))")
    }
    return account
  }
}

/// The beginning of a name that a caller sent, for a message: whoever sends megabytes does not get them back.
func quoted(_ name: UnsafeRawBufferPointer) -> String {
  String(decoding: name.prefix(255), as: UTF8.self).debugDescription
}

/// The beginning of a name that a caller sent, for a message.
func quoted(_ name: String) -> String {
  withBytes(of: name) { quoted($0) }
}

extension APIKey {
  fileprivate func sees(_ program: ProgramEntry) -> Bool {
    (account == nil || account == program.program.account) && (self.program == nil || self.program == program.id)
  }

  fileprivate func sees(_ partner: PartnerEntry) -> Bool {
    self.partner == nil || self.partner == partner.id
  }
}

/// Lends the bytes of a text.
func withBytes<Value, Failure: Error>(
  of text: String, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
) throws(Failure) -> Value {
  var text = text
  let result: Result<Value, Failure> = text.withUTF8 { bytes in
    Result { () throws(Failure) in try body(UnsafeRawBufferPointer(bytes)) }
  }
  return try result.get()
}
