@testable import ClientExample
import Testing

@Suite struct ExampleTests {
  @Test func aWrongCommandLineIsAUsageError() async {
    #expect(await Example.run([]) == 64)
    #expect(await Example.run(["127.0.0.1:1", "key", "shop", "anna", "more"]) == 64)
  }

  /// Neither an address that is none nor a server that is missing is a reason to crash.
  @Test(arguments: ["nowhere", "127.0.0.1:1"])
  func aFailureIsAnExitStatus(_ address: String) async {
    #expect(await Example.run([address, "key", "shop", "anna"]) == 1)
  }
}
