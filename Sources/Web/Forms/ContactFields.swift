internal import PartnerProgram
internal import Store

/// What of a form is kept with the contact.
struct ContactFields {
  /// The program's fields that the form has, in the program's order.
  private(set) var fields: [ContactField] = []
  /// How many of them were cut, because they were too long or no text.
  private(set) var cut = 0

  /// Picks the program's fields of a form and cuts them to what is kept.
  init(of form: FormFields, in program: ProgramEntry) {
    for name in program.program.formFields {
      let sent = form[name.text]
      let value = TextRule.contactFieldValue.prefix(of: sent)
      if value.utf8.count < sent.count { cut += 1 }
      // A value that is empty tells nothing of the contact, which is what the failure says.
      if let field = try? ContactField(name: name, value: value) { fields.append(field) }
    }
  }
}
