# Letters

letter-greeting = Hello { $name },
letter-customer = This message belongs to the page-price contract of { $name }.
letter-questions = Questions? { $hotline }, { $hours }
letter-article = Article
letter-quantity = Quantity
letter-reason = Reason: { $reason }

## Orders

letter-order-number = Order number
letter-order-day = Ordered on
letter-claim-day = Claimed on
letter-order-ordered = Ordered
letter-order-claimed = Claimed, replaced free of charge
letter-order-button = View order
letter-orders-button = View orders

letter-order-placed-subject = Order { $number } has been received
letter-order-placed-title = We have received your order
letter-order-placed-intro = thank you for your order. This is what we have noted:
letter-order-placed-outlook = You can cancel the order in the portal until we start working on it. Is something wrong? Give us a call.

letter-claim-placed-subject = Claim { $number } has been received
letter-claim-placed-title = We have received your claim
letter-claim-placed-intro = we have noted your claim:
letter-claim-placed-outlook = You can cancel the claim in the portal until we start working on it. Is something wrong? Give us a call.

letter-order-cancelled-subject = Order { $number } has been cancelled
letter-order-cancelled-title = Your order has been cancelled
letter-order-cancelled-intro = this order was cancelled. Nothing will be delivered.
letter-order-cancelled-outlook = Is something wrong? Give us a call.

letter-order-placed-notice-title = Supplies were ordered under your contract
letter-order-placed-notice-intro = somebody signed in with your customer and contract number and ordered this:
letter-order-placed-notice-outlook = If this is fine, there is nothing you need to do. If not, cancel in the portal or call us.

letter-claim-placed-notice-title = Supplies were claimed under your contract
letter-claim-placed-notice-intro = somebody signed in with your customer and contract number and claimed this:
letter-claim-placed-notice-outlook = If this is fine, there is nothing you need to do. If not, cancel in the portal or call us.

letter-order-cancelled-notice-title = An order was cancelled
letter-order-cancelled-notice-intro = somebody signed in with your customer and contract number and cancelled this order:
letter-order-cancelled-notice-outlook = If this is fine, there is nothing you need to do. If not, call us.

## Codes

letter-code-subject = Your code for the portal
letter-code-title = Your code for the portal
letter-code-intro = enter this code on the page where you asked for it:
letter-code-outlook = The code is good for 10 minutes. If you did not ask for it, there is nothing you need to do. Do not pass it on to anyone, not even on the phone.
