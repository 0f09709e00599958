internal import Foundation
internal import TributaryClient

/// What a shop does with Tributary: a visitor follows a partner's link, buys, and sends one of two mugs back.
///
/// Run it as `ClientExample HOST:PORT KEY PROGRAM PARTNER`, with a key of scope server or above.
@main
enum Example {
  static func main() async {
    exit(await run(Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs the example by the words of its command line. Returns the exit status of the process.
  static func run(_ words: [String]) async -> Int32 {
    guard words.count == 4 else {
      printError("usage: ClientExample HOST:PORT KEY PROGRAM PARTNER")
      return EX_USAGE
    }
    do {
      let tributary = try TributaryClient(address: words[0], key: words[1])
      do {
        try await sellMugs(tributary, program: words[2], partner: words[3])
      } catch {
        await tributary.close()
        throw error
      }
      await tributary.close()
      return EXIT_SUCCESS
    } catch {
      printError("ClientExample: \(error)")
      return EXIT_FAILURE
    }
  }

  /// Records a click, a sale and a refund, and prints who earned what.
  static func sellMugs(
    _ tributary: TributaryClient, program: String, partner: String
  ) async throws(TributaryError) {
    let click = try await tributary.recordClick(
      RecordClickRequest(program: program, partner: partner, subId: "spring"))
    print("click \(click.clickId)")

    // A real shop uses the cart's own number. This one is new each time the example runs.
    let order = "example-\(click.clickId)"
    let sale = try await tributary.recordConversion(
      .sale(
        order: order,
        program: program,
        items: [Item(sku: "MUG", quantity: 2, unitPriceMinor: 1250)],
        shippingMinor: 490,
        evidence: Evidence(clickToken: click.clickToken)
      ))
    print("sale referred by \(sale.receipt?.partner ?? "nobody")")

    let refund = try await tributary.recordConversion(
      .refund(
        order: order, refund: "\(order)-1", program: program,
        items: [Item(sku: "MUG", quantity: 1, unitPriceMinor: 1250)]))
    for commission in refund.commissions {
      print("commission changed by \(commission.amountMinor) minor units of \(commission.currency)")
    }

    do {
      // The same order with other money is a conflict, and the error names the field.
      _ = try await tributary.recordConversion(
        .sale(order: order, program: program, items: [Item(sku: "MUG", quantity: 3, unitPriceMinor: 1250)]))
    } catch {
      print("\(error.code.name) about \(error.field ?? "the order as a whole")")
    }
  }

  private static func printError(_ line: String) {
    FileHandle.standardError.write(Data("\(line)\n".utf8))
  }
}
