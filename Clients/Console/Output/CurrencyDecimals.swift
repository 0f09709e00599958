/// How many decimals amounts of a currency have, by ISO 4217's list: two, but for these.
///
/// A code that the list does not know has two as well; the server refuses it in any case.
func decimals(ofCurrency code: String) -> Int {
  switch code {
  case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF",
    "XPF":
    0
  case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
  case "CLF", "UYW": 4
  default: 2
  }
}
