/// What the snippets in PHP have in common: from the values of an order to the HTML that reports it.
///
/// It is written for PHP 7.0 and later, the oldest that any of the carts runs on.
enum PHPPixel {
  /// Adds the money to `$parameters`.
  ///
  /// It expects `$parameters['currency']`, `$tax`, `$shipping` and `$discount` as numbers in the currency's major unit,
  /// and in `$lines` for each line of the order the product code, the quantity and the line's price without tax before
  /// the discount.
  private static let money = """
    // Amounts are counted in the currency's smallest unit and written with its own number of decimals.
    $decimals = 2;
    $unusual = [
    <%#unusualDecimals%>
        <%>decimals%>
    <%/unusualDecimals%>
    ];
    foreach ($unusual as $codes => $number) {
        if (in_array($parameters['currency'], explode(' ', $codes), true)) {
            $decimals = $number;
        }
    }
    $counted = function ($amount) use ($decimals) {
        return max(0, (int) round((float) $amount * 10 ** $decimals));
    };
    $written = function ($units) use ($decimals) {
        return number_format($units / 10 ** $decimals, $decimals, '.', '');
    };
    $position = 0;
    $itemsTotal = 0;
    foreach ($lines as list($id, $quantity, $price)) {
        $total = $counted($price);
        $pieces = $quantity >= 1 && $quantity == (int) $quantity ? (int) $quantity : 1;
        // Where the pieces do not share the price evenly, some cost one unit more, so that the sum is exact.
        $dearer = $total % $pieces;
        $each = intdiv($total, $pieces);
        foreach ([[$pieces - $dearer, $each], [$dearer, $each + 1]] as list($count, $unit)) {
            if ($count > 0) {
                $position++;
                $parameters['item_id_' . $position] = $id;
                $parameters['item_price_' . $position] = $written($unit);
                $parameters['item_quantity_' . $position] = $count;
            }
        }
        $itemsTotal += $total;
    }
    $parameters['tax'] = $written($counted($tax));
    $parameters['shipping'] = $written($counted($shipping));
    $parameters['discount'] = $written(min($counted($discount), $itemsTotal));

    """

  /// Makes `$html` of `$parameters`.
  private static let output = """
    $query = http_build_query($parameters, '', '&', PHP_QUERY_RFC3986);
    $query .= '&sig=<%keyID%>.' . hash_hmac('sha256', $query, '<%secret%>');
    $query = htmlspecialchars($query, ENT_QUOTES, 'UTF-8');
    $html = '<script async src="<%originAttribute%>/pixel.js?' . $query . '"></script>'
        . '<noscript><img src="<%originAttribute%>/pixel.gif?' . $query . '" width="1" height="1" alt=""'
        . ' style="position:absolute" referrerpolicy="no-referrer-when-downgrade"></noscript>';

    """

  /// A currency with an unusual number of decimals. A template of its own, because the library indents only the first
  /// line of a loop in a partial.
  private static let decimals = """
    '<%codes%>' => <%decimals%>,

    """

  /// A snippet with the partial templates `money` and `output` to use in it.
  static func templates(snippet: String) -> [String: String] {
    [SnippetTemplate.main: snippet, "money": money, "output": output, "decimals": decimals]
  }
}
