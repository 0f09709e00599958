import Testing

@testable import TTRPC

@Suite struct MethodTableTests {
  private func lookup(_ table: MethodTable, _ service: String, _ method: String) -> String {
    Array(service.utf8).withUnsafeBytes { service in
      Array(method.utf8).withUnsafeBytes { method in
        switch table.lookup(service: service, method: method) {
        case .found(let entry): entry.service + "/" + entry.method.name
        case .unknownService: "no service"
        case .unknownMethod: "no method"
        }
      }
    }
  }

  private func service(_ name: String, _ methods: [String]) -> ServiceDefinition {
    ServiceDefinition(name: name, methods: methods.map { MethodDefinition.inline($0) { _, _, _ in } })
  }

  @Test func methodsAreFoundByBothNames() {
    let table = MethodTable([service("a.A", ["Get", "Put"]), service("a.B", ["Get", ""]), service("a.Empty", [])])
    #expect(lookup(table, "a.A", "Get") == "a.A/Get")
    #expect(lookup(table, "a.B", "Get") == "a.B/Get")
    #expect(lookup(table, "a.B", "") == "a.B/")
    #expect(lookup(table, "a.B", "Put") == "no method")
    #expect(lookup(table, "a.Empty", "Get") == "no method")
    #expect(lookup(table, "a", "AGet") == "no service")
    #expect(lookup(table, "", "") == "no service")
  }

  @Test func manyMethodsAreAllFound() {
    let names = (0..<300).map { "Method\($0)" }
    let table = MethodTable([service("s", names)])
    for name in names { #expect(lookup(table, "s", name) == "s/" + name) }
    #expect(lookup(table, "s", "Method300") == "no method")
  }

  @Test func anEmptyTableKnowsNothing() {
    #expect(lookup(MethodTable([]), "s", "m") == "no service")
  }
}
