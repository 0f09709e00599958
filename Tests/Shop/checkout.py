"""A customer in django-oscar's own checkout."""
from urllib.parse import urlsplit


def buy(browser, product_url, email, quantity):
    """Puts the product into the basket, goes through every page of the checkout as a guest, and gives the order number
    that the confirmation page shows."""
    base = "{0.scheme}://{0.netloc}".format(urlsplit(product_url))
    for _ in range(quantity):
        browser.open(product_url)
        browser.submit("#add_to_basket_form button")
    browser.open(base + "/checkout/")
    browser.fill("[name=username]", email)
    browser.submit("form button[type=submit]")
    for name, value in {
        "first_name": "Bob", "last_name": "Bauer", "line1": "Hauptstraße 1", "line4": "Berlin", "postcode": "10115",
    }.items():
        browser.fill(f"#new_shipping_address [name={name}]", value)
    browser.submit("#new_shipping_address button")
    # Shipping has one method, which is free, and oscar passes over the choice; payment is left to projects.
    browser.submit("#view_preview")
    browser.submit("#place-order")
    return browser.element("p.lead strong").text
