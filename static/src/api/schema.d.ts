export interface paths {
    "/api/v1/advances/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Early payment, for its funder, the seller and clearing
         * @description Access: signed in.
         */
        get: operations["read-advance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/advances/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an offer of early payment (seller)
         * @description Access: signed in.
         */
        post: operations["accept-advance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/advances/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose to pay an accepted advance out (maker) or do it (checker)
         * @description Access: clearing_maker or clearing_checker.
         */
        post: operations["approve-advance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/advances/{id}/repay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay an advance back early (seller)
         * @description Access: signed in.
         */
        post: operations["repay-advance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/advances/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an offer back (funder), or decline it (seller)
         * @description Access: signed in.
         */
        post: operations["withdraw-advance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/advances/{id}/write-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose to give up what a seller owes (maker) or do it (checker)
         * @description Access: clearing_maker or clearing_checker.
         */
        post: operations["write-off-advance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agenda": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My meetings and the sessions, by day
         * @description Access: signed in.
         */
        get: operations["show-agenda"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of an application
         * @description Access: public.
         */
        get: operations["application-status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what, newest first
         * @description Access: organizer or auditor.
         */
        get: operations["list-audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Recompute the audit chain
         * @description Access: organizer or auditor.
         */
        get: operations["verify-audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/balances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the reader's organization has
         * @description Access: signed in.
         */
        get: operations["read-balances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bank-files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A file of a bank as it was received
         * @description Access: clearing_maker or clearing_checker or auditor.
         */
        get: operations["read-bank-file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/booths/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A booth with its catalogue and staff
         * @description Access: public.
         */
        get: operations["read-booth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a booth
         * @description Access: exhibitor or organizer.
         */
        patch: operations["change-booth"];
        trace?: never;
    };
    "/api/v1/booths/{id}/duty": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Go on duty at my booth, stay, or leave
         * @description Access: exhibitor.
         */
        put: operations["set-duty"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/booths/{id}/hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set the opening hours of the week
         * @description Access: exhibitor or organizer.
         */
        put: operations["set-hours"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/booths/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add an item to my booth
         * @description Access: exhibitor.
         */
        post: operations["add-item"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/booths/{id}/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Questions at my booth, or mine at this booth
         * @description Access: signed in.
         */
        get: operations["list-questions"];
        put?: never;
        /**
         * Leave a question
         * @description Access: signed in.
         */
        post: operations["ask-booth"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/booths/{id}/visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Statistics of my booth's visits
         * @description Access: exhibitor or organizer.
         */
        get: operations["booth-visits"];
        put?: never;
        /**
         * Say that I am at this booth; repeat it to stay
         * @description Access: signed in.
         */
        post: operations["visit-booth"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give me a new secret address of my calendar
         * @description Access: signed in.
         */
        post: operations["open-calendar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A person's calendar, by its secret address: {secret}.ics
         * @description Access: public.
         */
        get: operations["read-calendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Money that banks have called back, of the orders the reader may see
         * @description Access: signed in.
         */
        get: operations["list-claims"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/claims/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One claim of a bank
         * @description Access: signed in.
         */
        get: operations["read-claim"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/claims/{id}/concede": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give in to a claim (seller)
         * @description Access: signed in.
         */
        post: operations["concede-claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/claims/{id}/contest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hold evidence against a claim (seller, or a maker for the seller)
         * @description Access: signed in.
         */
        post: operations["contest-claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/claims/{id}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say with evidence how the bank has decided (maker) or agree (checker)
         * @description Access: clearing_maker or clearing_checker.
         */
        post: operations["decide-claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/break-glass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * In whose hands the emergency brake is now
         * @description Access: compliance or clearing_maker or clearing_checker or auditor.
         */
        get: operations["list-broken-glass"];
        put?: never;
        /**
         * Take the emergency brake in hand for a while: hold orders and block parties; everybody who clears is told
         * @description Access: clearing_maker or clearing_checker.
         */
        post: operations["break-glass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/losses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Book what a bank took and nobody answers for: propose (maker) or confirm (checker)
         * @description Access: clearing_maker or clearing_checker.
         */
        post: operations["book-loss"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What waits for a checker, the oldest first
         * @description Access: clearing_maker or clearing_checker or auditor.
         */
        get: operations["list-proposals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/proposals/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Carry out what somebody else has proposed
         * @description Access: clearing_checker.
         */
        post: operations["confirm-proposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/proposals/{id}/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back what one has proposed, or refuse it (checker)
         * @description Access: clearing_maker or clearing_checker or compliance.
         */
        post: operations["drop-proposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/totals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Held, released and refunded by currency and day
         * @description Access: clearing_maker or clearing_checker or auditor or compliance.
         */
        get: operations["read-clearing-totals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each side would pay in commissions on a total signed now
         * @description Access: signed in.
         */
        get: operations["quote-commission"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connection-test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A room of my own to try my connection in
         * @description Access: signed in.
         */
        get: operations["try-connection"];
        put?: never;
        /**
         * What the test found, and what it means
         * @description Access: signed in.
         */
        post: operations["keep-connection-test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Deals of my organization
         * @description Access: signed in.
         */
        get: operations["list-deals"];
        put?: never;
        /**
         * Begin to negotiate
         * @description Access: exhibitor or buyer.
         */
        post: operations["open-deal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One deal with all its versions
         * @description Access: signed in.
         */
        get: operations["find-deal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals/{id}/abandon": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the negotiation
         * @description Access: exhibitor or buyer.
         */
        post: operations["abandon-deal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept the version with this hash
         * @description Access: exhibitor or buyer.
         */
        post: operations["accept-offer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals/{id}/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a version on the table
         * @description Access: exhibitor or buyer.
         */
        post: operations["submit-offer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals/{id}/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign the agreed version
         * @description Access: exhibitor or buyer.
         */
        post: operations["sign-deal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals/{id}/versions/{n}/diff/{m}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of version n in version m
         * @description Access: signed in.
         */
        get: operations["diff-versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals/{id}/wall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Show the deal on the wall, as far as my side is concerned
         * @description Access: exhibitor or buyer.
         */
        put: operations["show-deal"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take my version off the table
         * @description Access: exhibitor or buyer.
         */
        post: operations["withdraw-offer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/debts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who owes what since money was called back
         * @description Access: clearing_maker or clearing_checker or auditor or compliance.
         */
        get: operations["list-debts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/debts/{id}/write-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give up a debt of an organization: propose (maker) or confirm (checker)
         * @description Access: clearing_maker or clearing_checker.
         */
        post: operations["write-off-debt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deposits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay in for the own account through the rail (sandbox: no real money)
         * @description Access: signed in.
         */
        post: operations["make-deposit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dispute-reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why something can be contested, and what usually shows it
         * @description Access: public.
         */
        get: operations["list-dispute-reasons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Disputes of open orders the reader may see, the oldest first
         * @description Access: signed in.
         */
        get: operations["list-disputes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exceptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What about money waits for people
         * @description Access: clearing_maker or clearing_checker or auditor.
         */
        get: operations["list-exceptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exceptions/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say how an exception was dealt with
         * @description Access: clearing_maker or clearing_checker.
         */
        post: operations["resolve-exception"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Exhibitions, the newest first
         * @description Access: public.
         */
        get: operations["list-exhibitions"];
        put?: never;
        /**
         * Create an exhibition and organize it
         * @description Access: organizer.
         */
        post: operations["create-exhibition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An exhibition
         * @description Access: public.
         */
        get: operations["read-exhibition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change an exhibition
         * @description Access: organizer.
         */
        patch: operations["change-exhibition"];
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When I can meet, slot by slot
         * @description Access: exhibitor or buyer.
         */
        get: operations["find-availability"];
        /**
         * Open or close slots, and name my own calendar
         * @description Access: exhibitor or buyer.
         */
        put: operations["save-availability"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The exhibition in numbers, now
         * @description Access: organizer.
         */
        get: operations["show-board"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/booths": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find booths by their words and their items
         * @description Access: public.
         */
        get: operations["search-booths"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/connection-tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How everybody is connected
         * @description Access: organizer or moderator.
         */
        get: operations["list-connection-tests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/deal-wall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Signed deals whose sides want to be seen; no amounts
         * @description Access: public.
         */
        get: operations["show-deal-wall"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/exports/buyers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The exhibition's buyers as a table, with the columns of their import
         * @description Access: organizer.
         */
        get: operations["export-buyers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/exports/meetings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The exhibition's meetings, as a table or a calendar
         * @description Access: organizer.
         */
        get: operations["export-meetings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/exports/outcomes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each side made of its meetings, as a table
         * @description Access: organizer.
         */
        get: operations["export-outcomes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/exports/wishes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What organizations want of each other, as a table
         * @description Access: organizer.
         */
        get: operations["export-wishes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/halls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Halls of an exhibition
         * @description Access: public.
         */
        get: operations["list-halls"];
        put?: never;
        /**
         * Add a hall
         * @description Access: organizer.
         */
        post: operations["add-hall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/imports/buyers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the people of a table in, all or none; dryRun=true only judges it
         * @description Access: organizer.
         */
        post: operations["import-buyers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/imports/wishes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set what organizations want of each other by a table, all rows or none; dryRun=true only judges it
         * @description Access: organizer.
         */
        post: operations["import-wishes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/interpretation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What needs interpretation, and where nobody covers it
         * @description Access: organizer or moderator.
         */
        get: operations["interpretation-coverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/meeting-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How meetings are asked for and placed
         * @description Access: signed in.
         */
        get: operations["find-meeting-settings"];
        /**
         * Set how meetings are asked for and placed; what waits follows
         * @description Access: organizer.
         */
        put: operations["save-meeting-settings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/meeting-settings/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What these settings would change, without changing it
         * @description Access: organizer.
         */
        post: operations["preview-meeting-settings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/meetings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All meetings of an exhibition
         * @description Access: organizer.
         */
        get: operations["list-meetings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People of an exhibition whom I may find
         * @description Access: signed in.
         */
        get: operations["directory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/phase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move an exhibition to a phase by hand
         * @description Access: organizer.
         */
        post: operations["move-phase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My organization's preferences
         * @description Access: exhibitor or buyer.
         */
        get: operations["list-preferences"];
        /**
         * How much I want to meet each of many organizations; all at once or not at all
         * @description Access: exhibitor or buyer.
         */
        put: operations["set-preferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/preferences/{org}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * How much I want to meet an organization; it is never told
         * @description Access: exhibitor or buyer.
         */
        put: operations["set-preference"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What I seek and offer
         * @description Access: exhibitor or buyer.
         */
        get: operations["find-profile"];
        /**
         * Say what I seek and offer; six answers
         * @description Access: exhibitor or buyer.
         */
        put: operations["save-profile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/roles/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a person the roles of an exhibition
         * @description Access: organizer.
         */
        put: operations["set-roles"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/schedule/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The runs of an exhibition, the last first
         * @description Access: organizer.
         */
        get: operations["list-schedule-runs"];
        put?: never;
        /**
         * Make a timetable
         * @description Access: organizer.
         */
        post: operations["start-schedule-run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/schedule/runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far a run has come, and what came of it
         * @description Access: organizer.
         */
        get: operations["find-schedule-run"];
        put?: never;
        post?: never;
        /**
         * Throw a run away that was not published
         * @description Access: organizer.
         */
        delete: operations["delete-schedule-run"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/schedule/runs/{run}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a search, or take back a publication that nobody has seen
         * @description Access: organizer.
         */
        post: operations["cancel-schedule-run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/schedule/runs/{run}/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Problem, timetable and proof, for fairground verify schedule
         * @description Access: organizer.
         */
        get: operations["download-certificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/schedule/runs/{run}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a run would change
         * @description Access: organizer.
         */
        get: operations["compare-schedule-run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/schedule/runs/{run}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The timetable of a run as a file
         * @description Access: organizer.
         */
        get: operations["export-schedule-run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/schedule/runs/{run}/fix": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make that change in a draft
         * @description Access: organizer.
         */
        post: operations["fix-unmet-wish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/schedule/runs/{run}/meetings/{wish}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Bring a wish of a draft into a slot
         * @description Access: organizer.
         */
        put: operations["move-in-draft"];
        post?: never;
        /**
         * Take a meeting out of a draft; its wish remains
         * @description Access: organizer.
         */
        delete: operations["remove-from-draft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/schedule/runs/{run}/meetings/{wish}/slots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What keeps a meeting from each slot
         * @description Access: organizer.
         */
        get: operations["list-drop-slots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/schedule/runs/{run}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a draft what all read
         * @description Access: organizer.
         */
        post: operations["publish-schedule-run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/schedule/runs/{run}/timetable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The timetable of a run
         * @description Access: organizer.
         */
        get: operations["show-run-timetable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/schedule/runs/{run}/unmet/{wish}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why a wish is not met, and the smallest change that meets it
         * @description Access: organizer.
         */
        get: operations["explain-unmet-wish"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/schedule/timetable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The timetable that stands now
         * @description Access: organizer.
         */
        get: operations["show-timetable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/schedule/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why I do not meet an organization, as far as it is my own business
         * @description Access: exhibitor or buyer.
         */
        get: operations["why-no-meeting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The programme
         * @description Access: public.
         */
        get: operations["list-programme"];
        put?: never;
        /**
         * Put a session into the programme
         * @description Access: organizer.
         */
        post: operations["schedule-session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One session of the programme
         * @description Access: public.
         */
        get: operations["read-programme-session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a session of the programme
         * @description Access: organizer.
         */
        patch: operations["change-programme-session"];
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/sessions/{session}/ceremony": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The deal that is signed in a session, without amounts
         * @description Access: public.
         */
        get: operations["read-ceremony"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/slots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When both can meet
         * @description Access: exhibitor or buyer.
         */
        get: operations["list-common-slots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whom to meet, and why
         * @description Access: exhibitor or buyer.
         */
        get: operations["list-suggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exhibitions/{id}/words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Words that are not written in the rooms of the exhibition
         * @description Access: organizer or moderator.
         */
        get: operations["list-words"];
        /**
         * Replace the list of words; version 0 where there is none
         * @description Access: organizer or moderator.
         */
        put: operations["set-words"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/financing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What sellers ask early payment for, and the own offers (funders)
         * @description Access: funder.
         */
        get: operations["read-financing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/halls/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A hall with its booths
         * @description Access: public.
         */
        get: operations["read-hall"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a hall
         * @description Access: organizer.
         */
        patch: operations["change-hall"];
        trace?: never;
    };
    "/api/v1/halls/{id}/booths": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Assign a booth to an exhibitor
         * @description Access: organizer.
         */
        post: operations["assign-booth"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Orders that are stopped and why, the longest first
         * @description Access: compliance or clearing_maker or clearing_checker or auditor.
         */
        get: operations["list-holds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An item of the catalogue
         * @description Access: public.
         */
        get: operations["read-item"];
        put?: never;
        post?: never;
        /**
         * Take an item out of my catalogue
         * @description Access: exhibitor.
         */
        delete: operations["remove-item"];
        options?: never;
        head?: never;
        /**
         * Change an item of my booth
         * @description Access: exhibitor.
         */
        patch: operations["change-item"];
        trace?: never;
    };
    "/api/v1/items/{id}/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give an item of my booth its picture
         * @description Access: exhibitor.
         */
        put: operations["set-picture"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/close-period": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose to close a period (maker) or confirm it (checker)
         * @description Access: clearing_maker or clearing_checker.
         */
        post: operations["close-period"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The ledger as lines of JSON for auditors, in pieces
         * @description Access: clearing_maker or clearing_checker or auditor.
         */
        get: operations["export-ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/head": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Number and hash of the last block
         * @description Access: clearing_maker or clearing_checker or auditor.
         */
        get: operations["read-ledger-head"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/heads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The signed head of each day, the newest first, for whoever keeps them
         * @description Access: public.
         */
        get: operations["list-ledger-heads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/trial-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All accounts by class and currency; each currency sums to zero
         * @description Access: clearing_maker or clearing_checker or auditor.
         */
        get: operations["read-trial-balance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Replay the whole ledger and check every hash and invariant
         * @description Access: clearing_maker or clearing_checker or auditor.
         */
        get: operations["verify-ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who I am here
         * @description Access: public.
         */
        get: operations["me"];
        put?: never;
        post?: never;
        /**
         * Close my account and erase what names me
         * @description Access: signed in.
         */
        delete: operations["erase-me"];
        options?: never;
        head?: never;
        /**
         * Change what I say about myself
         * @description Access: signed in.
         */
        patch: operations["change-me"];
        trace?: never;
    };
    "/api/v1/me/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What I agreed to, and when
         * @description Access: signed in.
         */
        get: operations["read-consents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/consents/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Agree, decline or withdraw
         * @description Access: signed in.
         */
        put: operations["answer-consent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All that my account holds, as a file
         * @description Access: signed in.
         */
        get: operations["export-me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meeting-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Requests and meetings of my organization
         * @description Access: signed in.
         */
        get: operations["list-meeting-requests"];
        put?: never;
        /**
         * Ask an organization for a meeting
         * @description Access: exhibitor or buyer.
         */
        post: operations["send-meeting-request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meeting-requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One request or meeting
         * @description Access: signed in.
         */
        get: operations["find-meeting-request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meeting-requests/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take one of the proposed slots
         * @description Access: exhibitor or buyer.
         */
        post: operations["accept-meeting-request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meeting-requests/{id}/counter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer with other slots
         * @description Access: exhibitor or buyer.
         */
        post: operations["counter-meeting-request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meeting-requests/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say no
         * @description Access: exhibitor or buyer.
         */
        post: operations["decline-meeting-request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meeting-requests/{id}/representatives": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which of my colleagues could meet, best first
         * @description Access: exhibitor or buyer.
         */
        get: operations["list-representatives"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meeting-requests/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a request back
         * @description Access: exhibitor or buyer.
         */
        post: operations["withdraw-meeting-request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meetings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One meeting; the same document as its request
         * @description Access: signed in.
         */
        get: operations["find-meeting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meetings/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call a meeting off
         * @description Access: exhibitor or buyer or organizer.
         */
        post: operations["cancel-meeting"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meetings/{id}/freeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Keep schedule runs from moving a meeting
         * @description Access: organizer.
         */
        put: operations["freeze-meeting"];
        post?: never;
        /**
         * Let schedule runs move a meeting again
         * @description Access: organizer.
         */
        delete: operations["unfreeze-meeting"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meetings/{id}/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When the two could meet again
         * @description Access: exhibitor or buyer.
         */
        get: operations["list-next-slots"];
        put?: never;
        /**
         * Ask for a second meeting; the other side accepts with one press
         * @description Access: exhibitor or buyer.
         */
        post: operations["ask-next-meeting"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meetings/{id}/outcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * What my side made of a meeting; the other side never reads it
         * @description Access: exhibitor or buyer.
         */
        put: operations["record-outcome"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meetings/{id}/represent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a colleague take the meeting
         * @description Access: exhibitor or buyer.
         */
        post: operations["represent-meeting"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meetings/{id}/reschedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move a meeting to another slot
         * @description Access: exhibitor or buyer or organizer.
         */
        post: operations["reschedule-meeting"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meetings/{id}/reslot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an alternative for a meeting that was not held
         * @description Access: exhibitor or buyer.
         */
        post: operations["reslot-meeting"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meetings/{id}/verdict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say what became of a meeting, against the evidence
         * @description Access: organizer.
         */
        post: operations["override-verdict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nostro": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Proof that the ledger has what the bank says, for each currency
         * @description Access: clearing_maker or clearing_checker or auditor.
         */
        get: operations["read-nostro"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What I was told, newest first
         * @description Access: signed in.
         */
        get: operations["list-notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a notice as read
         * @description Access: signed in.
         */
        post: operations["read-notice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notification-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How I want to be told
         * @description Access: signed in.
         */
        get: operations["read-notification-settings"];
        /**
         * Choose how I want to be told
         * @description Access: signed in.
         */
        put: operations["change-notification-settings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Orders the reader may see, newest first
         * @description Access: signed in.
         */
        get: operations["list-orders"];
        put?: never;
        /**
         * Propose another order like one of the own (buyer, seller); the other side agrees, amends or declines
         * @description Access: signed in.
         */
        post: operations["order-again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An order with its milestones, sums and timeline
         * @description Access: signed in.
         */
        get: operations["read-order"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/advances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Offer early payment at an annual rate (funder)
         * @description Access: funder.
         */
        post: operations["offer-advance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/agree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree to an order as it is (buyer, seller)
         * @description Access: signed in.
         */
        post: operations["agree-order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/amend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the milestones of an order that is not agreed yet; the other side agrees anew (buyer, seller)
         * @description Access: signed in.
         */
        post: operations["amend-order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel before shipping (buyer), or consent to it (seller)
         * @description Access: signed in.
         */
        post: operations["cancel-order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn an order down (buyer, seller)
         * @description Access: signed in.
         */
        post: operations["decline-order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Contest a milestone that is under way or under inspection (buyer, seller)
         * @description Access: signed in.
         */
        post: operations["open-dispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/disputes/{dispute}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept the other side's newest offer, which ends the dispute
         * @description Access: signed in.
         */
        post: operations["accept-split"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/disputes/{dispute}/appeal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Appeal against a ruling, once (buyer, seller)
         * @description Access: signed in.
         */
        post: operations["appeal-ruling"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/disputes/{dispute}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a ruling above the limit (a second arbitrator)
         * @description Access: arbitrator.
         */
        post: operations["confirm-ruling"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/disputes/{dispute}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rule on a dispute once both sides were heard or had their time (arbitrator)
         * @description Access: arbitrator.
         */
        post: operations["decide-dispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/disputes/{dispute}/escalate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a dispute to an arbitrator after the time to negotiate (buyer, seller)
         * @description Access: signed in.
         */
        post: operations["escalate-dispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/disputes/{dispute}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Name a proof (buyer, seller)
         * @description Access: signed in.
         */
        post: operations["file-evidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/disputes/{dispute}/offer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Table a way to split the contested amount (buyer, seller)
         * @description Access: signed in.
         */
        post: operations["offer-split"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/disputes/{dispute}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a dispute up (who opened it)
         * @description Access: signed in.
         */
        post: operations["withdraw-dispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The papers of an order, also those it may still get
         * @description Access: signed in.
         */
        get: operations["list-order-documents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/documents/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A paper of an order, in Chinese or English
         * @description Access: signed in.
         */
        get: operations["read-order-document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/financing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask funders for early payment on a milestone (seller)
         * @description Access: signed in.
         */
        post: operations["ask-financing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/fund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay into escrow through the rail (sandbox: no real money)
         * @description Access: signed in.
         */
        post: operations["fund-order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop an order (compliance; clearing with the glass broken)
         * @description Access: compliance or clearing_maker or clearing_checker.
         */
        post: operations["hold-order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose to let an order go on (compliance) or confirm it (checker)
         * @description Access: compliance or clearing_checker.
         */
        post: operations["lift-hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was written about an order, the oldest first
         * @description Access: signed in.
         */
        get: operations["list-order-messages"];
        put?: never;
        /**
         * Write to everybody who reads an order (parties, carrier, clearing, arbitrators)
         * @description Access: signed in.
         */
        post: operations["write-order-message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/milestones/{milestone}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept a milestone or some of its pieces (buyer); the money is released up to the limit
         * @description Access: signed in.
         */
        post: operations["accept-milestone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/milestones/{milestone}/approve-release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose the release of an accepted milestone (maker) or confirm it (checker)
         * @description Access: clearing_maker or clearing_checker.
         */
        post: operations["approve-release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/milestones/{milestone}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give up a milestone whose time to ship has passed (buyer)
         * @description Access: signed in.
         */
        post: operations["cancel-milestone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/milestones/{milestone}/deliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that a milestone arrived (buyer, carrier)
         * @description Access: signed in.
         */
        post: operations["deliver-milestone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/milestones/{milestone}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse what was delivered, or a part of it (buyer)
         * @description Access: signed in.
         */
        post: operations["reject-milestone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/milestones/{milestone}/ship": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a milestone off (seller, carrier)
         * @description Access: signed in.
         */
        post: operations["ship-milestone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an order's missing money was priced at in other currencies, the newest first
         * @description Access: signed in.
         */
        get: operations["list-quotes"];
        put?: never;
        /**
         * Price what is missing in another currency (buyer)
         * @description Access: signed in.
         */
        post: operations["request-quote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to deliver (seller)
         * @description Access: signed in.
         */
        post: operations["start-order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The order's statement, verifiable offline
         * @description Access: signed in.
         */
        get: operations["read-order-statement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Organizations of my exhibitions
         * @description Access: organizer.
         */
        get: operations["list-organizations"];
        put?: never;
        /**
         * Apply for an exhibition
         * @description Access: public.
         */
        post: operations["apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An organization
         * @description Access: signed in.
         */
        get: operations["read-organization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let an organization in
         * @description Access: organizer.
         */
        post: operations["approve-organization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People of an organization
         * @description Access: signed in.
         */
        get: operations["list-people"];
        put?: never;
        /**
         * Take a person in and mail a link
         * @description Access: signed in.
         */
        post: operations["invite-person"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn an application down
         * @description Access: organizer.
         */
        post: operations["reject-organization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspend an organization
         * @description Access: organizer.
         */
        post: operations["suspend-organization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Mails of my exhibitions, newest first
         * @description Access: organizer.
         */
        get: operations["list-mails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outbox/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many mails of my exhibitions are in each state
         * @description Access: organizer.
         */
        get: operations["count-mails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outbox/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One mail with its text
         * @description Access: organizer.
         */
        get: operations["read-mail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outbox/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a mail once more
         * @description Access: organizer.
         */
        post: operations["resend-mail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payment-files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A payment file (pain.001) as the rail got it
         * @description Access: clearing_maker or clearing_checker or auditor.
         */
        get: operations["read-payment-file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Payouts the reader may see
         * @description Access: signed in.
         */
        get: operations["list-payouts"];
        put?: never;
        /**
         * Ask for available money
         * @description Access: signed in.
         */
        post: operations["request-payout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payouts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A payout
         * @description Access: signed in.
         */
        get: operations["read-payout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payouts/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose a payout (maker) or approve it (checker)
         * @description Access: clearing_maker or clearing_checker.
         */
        post: operations["approve-payout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payouts/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a payout back before the rail has it
         * @description Access: signed in.
         */
        post: operations["cancel-payout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payouts/{id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The receipt of a payout that was settled
         * @description Access: signed in.
         */
        get: operations["read-payout-receipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payouts/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say with evidence what became of an unknown payout (maker) or agree (checker)
         * @description Access: clearing_maker or clearing_checker.
         */
        post: operations["resolve-payout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pictures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A picture
         * @description Access: public.
         */
        get: operations["read-picture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The key that a browser subscribes to pushes with
         * @description Access: signed in.
         */
        get: operations["read-push-key"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Push what I am told to this browser
         * @description Access: signed in.
         */
        post: operations["subscribe"];
        /**
         * Push no more to this browser
         * @description Access: signed in.
         */
        delete: operations["unsubscribe"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/questions/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a question at my booth
         * @description Access: exhibitor.
         */
        post: operations["answer-question"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quotes/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree to a price (buyer)
         * @description Access: signed in.
         */
        post: operations["accept-quote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quotes/{id}/pay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay what a quote says through the rail (sandbox: no real money)
         * @description Access: signed in.
         */
        post: operations["pay-quote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quotes/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back money that came too late for a quote (buyer)
         * @description Access: signed in.
         */
        post: operations["return-quote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the payment rails can do, and their limits
         * @description Access: signed in.
         */
        get: operations["list-rails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reconciliation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is open in the ledger and at the bank, and what of it may belong together
         * @description Access: clearing_maker or clearing_checker or auditor.
         */
        get: operations["read-reconciliation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rooms that I may enter
         * @description Access: signed in.
         */
        get: operations["list-rooms"];
        put?: never;
        /**
         * Open a stage
         * @description Access: organizer.
         */
        post: operations["open-stage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A room and what I may do in it
         * @description Access: signed in.
         */
        get: operations["read-room"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a stage
         * @description Access: organizer.
         */
        patch: operations["change-stage"];
        trace?: never;
    };
    "/api/v1/rooms/{id}/attendance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of a meeting, side by side, and what the verdict rests on
         * @description Access: organizer or moderator.
         */
        get: operations["room-attendance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/bans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is banned from the room
         * @description Access: signed in.
         */
        get: operations["list-bans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/bans/{participant}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Lift a ban
         * @description Access: signed in.
         */
        delete: operations["lift-ban"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/breakouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The breakouts of the room now
         * @description Access: signed in.
         */
        get: operations["list-breakouts"];
        /**
         * Divide the room for some minutes
         * @description Access: signed in.
         */
        put: operations["break-out"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/breakouts/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring everybody back
         * @description Access: signed in.
         */
        post: operations["recall-breakouts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/captions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The captions of the room, oldest first
         * @description Access: signed in.
         */
        get: operations["list-captions"];
        put?: never;
        /**
         * Show a caption in the room; interpreters, and those who run the room
         * @description Access: signed in.
         */
        post: operations["write-caption"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the room for everybody
         * @description Access: signed in.
         */
        post: operations["close-room"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every action of the room as a typed command
         * @description Access: signed in.
         */
        get: operations["room-commands"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/interpreters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who interprets in the room
         * @description Access: signed in.
         */
        get: operations["list-interpreters"];
        /**
         * Name the interpreters of the room and their languages
         * @description Access: signed in.
         */
        put: operations["name-interpreters"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The keys of the room, newest first, without their secrets
         * @description Access: signed in.
         */
        get: operations["list-stream-keys"];
        put?: never;
        /**
         * A key for an encoder or a player
         * @description Access: signed in.
         */
        post: operations["make-stream-key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a key and its stream
         * @description Access: signed in.
         */
        delete: operations["revoke-stream-key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/keys/{key}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Another secret for a key; the old one ends
         * @description Access: signed in.
         */
        post: operations["rotate-stream-key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/lobby": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who waits to be let in
         * @description Access: signed in.
         */
        get: operations["list-lobby"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/lobby/{participant}/admit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a guest in
         * @description Access: signed in.
         */
        post: operations["admit-guest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/lobby/{participant}/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a guest away
         * @description Access: signed in.
         */
        post: operations["deny-guest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was said in the chat, oldest first
         * @description Access: signed in.
         */
        get: operations["list-messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/messages/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The chat as far as I may read it, as CSV or as one JSON object a line
         * @description Access: signed in.
         */
        get: operations["export-messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/messages/{message}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take the text of a message away
         * @description Access: signed in.
         */
        delete: operations["remove-message"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/moderated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Whether questions wait for a moderator
         * @description Access: signed in.
         */
        put: operations["moderate-room-questions"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a voice note, then say it in the chat by its id
         * @description Access: signed in.
         */
        post: operations["add-voice-note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/notes/{note}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A voice note
         * @description Access: signed in.
         */
        get: operations["read-voice-note"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/participants/{participant}/ban": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove somebody and keep them out until the ban is lifted
         * @description Access: signed in.
         */
        post: operations["ban-participant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/participants/{participant}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove somebody from the room and keep them out
         * @description Access: signed in.
         */
        post: operations["remove-participant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/polls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The polls of the room
         * @description Access: signed in.
         */
        get: operations["list-polls"];
        put?: never;
        /**
         * Make a poll
         * @description Access: signed in.
         */
        post: operations["make-poll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/polls/{poll}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a poll
         * @description Access: signed in.
         */
        post: operations["close-poll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/polls/{poll}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The result of a poll as CSV
         * @description Access: signed in.
         */
        get: operations["export-poll"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/polls/{poll}/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a poll
         * @description Access: signed in.
         */
        post: operations["open-poll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/polls/{poll}/vote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Vote in a poll, once
         * @description Access: signed in.
         */
        put: operations["vote-poll"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who was in the room, with the evidence
         * @description Access: organizer or moderator.
         */
        get: operations["room-presence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is asked in the room, the most wanted first
         * @description Access: signed in.
         */
        get: operations["list-room-questions"];
        put?: never;
        /**
         * Put a question
         * @description Access: signed in.
         */
        post: operations["ask-in-room"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/questions/{question}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Let a question through, answer it, dismiss it; its author may take it back
         * @description Access: signed in.
         */
        patch: operations["move-room-question"];
        trace?: never;
    };
    "/api/v1/rooms/{id}/questions/{question}/vote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Want a question answered
         * @description Access: signed in.
         */
        put: operations["vote-room-question"];
        post?: never;
        /**
         * Take the vote back
         * @description Access: signed in.
         */
        delete: operations["unvote-room-question"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/recordings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The recordings of the room, newest first
         * @description Access: signed in.
         */
        get: operations["list-recordings"];
        put?: never;
        /**
         * Ask everybody in the room to be recorded
         * @description Access: signed in.
         */
        post: operations["ask-recording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/recordings/{recording}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Erase the files of a recording
         * @description Access: signed in.
         */
        delete: operations["erase-recording"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/recordings/{recording}/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Agree to be recorded, or do not, or not any more
         * @description Access: signed in.
         */
        put: operations["answer-recording"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/recordings/{recording}/files/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A file of a recording, or a range of it
         * @description Access: signed in.
         */
        get: operations["download-recording"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/recordings/{recording}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop recording, or take the question back
         * @description Access: signed in.
         */
        post: operations["stop-recording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back that the room was closed
         * @description Access: signed in.
         */
        post: operations["reopen-room"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was reported in the room
         * @description Access: signed in.
         */
        get: operations["list-reports"];
        put?: never;
        /**
         * Report somebody, or a message, to those who keep order
         * @description Access: signed in.
         */
        post: operations["report-participant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/reports/{report}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Say that a report was dealt with
         * @description Access: signed in.
         */
        patch: operations["resolve-report"];
        trace?: never;
    };
    "/api/v1/rooms/{id}/slow-mode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * How often one person may write in the chat
         * @description Access: signed in.
         */
        put: operations["set-slow-mode"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/socket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The WebSocket of a room
         * @description Access: a ticket, which opens one socket once, from a page of this site.
         */
        get: operations["open-socket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A ticket for the WebSocket of the room, or a place in its lobby
         * @description Access: signed in.
         */
        post: operations["room-ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/transcript": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The transcript of one language as WebVTT
         * @description Access: signed in.
         */
        get: operations["read-transcript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/whep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Watch a room (WHEP)
         * @description Access: a stream key of the room, of the use that the path names.
         */
        post: operations["offer-whep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/whep/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a stream
         * @description Access: a stream key of the room, of the use that the path names.
         */
        delete: operations["end-whep"];
        options?: never;
        head?: never;
        /**
         * Trickle candidates of a stream, or restart ICE
         * @description Access: a stream key of the room, of the use that the path names.
         */
        patch: operations["patch-whep"];
        trace?: never;
    };
    "/api/v1/rooms/{id}/whip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stream into a room (WHIP, RFC 9725)
         * @description Access: a stream key of the room, of the use that the path names.
         */
        post: operations["offer-whip"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rooms/{id}/whip/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a stream
         * @description Access: a stream key of the room, of the use that the path names.
         */
        delete: operations["end-whip"];
        options?: never;
        head?: never;
        /**
         * Trickle candidates of a stream, or restart ICE
         * @description Access: a stream key of the room, of the use that the path names.
         */
        patch: operations["patch-whip"];
        trace?: never;
    };
    "/api/v1/screening": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What parties are compared with; none if the operator has supplied no lists
         * @description Access: signed in.
         */
        get: operations["read-screening"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/screening/parties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Parties that are not clear, or all
         * @description Access: compliance or clearing_maker or clearing_checker or auditor.
         */
        get: operations["list-standings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/screening/parties/{org}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is known of a party
         * @description Access: compliance or clearing_maker or clearing_checker or auditor.
         */
        get: operations["read-standing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/screening/parties/{org}/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop all money of a party
         * @description Access: compliance or clearing_maker or clearing_checker.
         */
        post: operations["block-party"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/screening/parties/{org}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say what a resemblance comes to
         * @description Access: compliance.
         */
        post: operations["decide-standing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/screening/parties/{org}/unblock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose to give a party its money back (compliance) or confirm it (checker)
         * @description Access: compliance or clearing_checker.
         */
        post: operations["unblock-party"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign out
         * @description Access: signed in.
         */
        delete: operations["sign-out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where I am signed in
         * @description Access: signed in.
         */
        get: operations["list-sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of my sessions
         * @description Access: signed in.
         */
        delete: operations["end-session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a link to sign in by mail
         * @description Access: public.
         */
        post: operations["request-link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Use a link up and sign in
         * @description Access: public.
         */
        post: operations["sign-in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Statements of banks, the newest received first
         * @description Access: clearing_maker or clearing_checker or auditor.
         */
        get: operations["list-statements"];
        put?: never;
        /**
         * Import a file of a bank: camt.053, camt.054, camt.056, pain.002, MT940 or CSV; the same file again is the same answer and says so
         * @description Access: clearing_maker or clearing_checker.
         */
        post: operations["import-statement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statements/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A statement of a bank with its lines and what became of them
         * @description Access: clearing_maker or clearing_checker or auditor.
         */
        get: operations["read-statement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suspense": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Money that came in and fits no live order, the oldest first
         * @description Access: clearing_maker or clearing_checker or auditor or compliance.
         */
        get: operations["list-suspense"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suspense/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One sum in suspense
         * @description Access: clearing_maker or clearing_checker or auditor or compliance.
         */
        get: operations["read-suspense"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suspense/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose that the money is an order's (maker) or confirm it (checker)
         * @description Access: clearing_maker or clearing_checker.
         */
        post: operations["assign-suspense"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suspense/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose to send the money back (maker) or confirm it (checker)
         * @description Access: clearing_maker or clearing_checker.
         */
        post: operations["return-suspense"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tax-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Taxes withheld from sellers, by jurisdiction, income, kind and day
         * @description Access: signed in.
         */
        get: operations["list-tax-rules"];
        put?: never;
        /**
         * Propose a row of the tax table (maker) or confirm the same one (checker)
         * @description Access: clearing_maker or clearing_checker.
         */
        post: operations["set-tax-rule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/taxonomy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The two-level tags of needs and offers
         * @description Access: public.
         */
        get: operations["list-taxonomy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My API tokens
         * @description Access: signed in.
         */
        get: operations["list-tokens"];
        put?: never;
        /**
         * Make an API token
         * @description Access: signed in.
         */
        post: operations["make-token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove an API token
         * @description Access: signed in.
         */
        delete: operations["drop-token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The version of the program
         * @description Access: public.
         */
        get: operations["version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/visits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * End my visit
         * @description Access: signed in.
         */
        patch: operations["leave-booth"];
        trace?: never;
    };
    "/api/v1/work": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the reader has to do next, late and at risk first
         * @description Access: signed in.
         */
        get: operations["read-work"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AbandonDealAbandonInBody: {
            reason: string;
        };
        AcceptMeetingRequestAcceptInBody: {
            /** @description Your colleague who meets; absent for whoever fits best by language and load. */
            person?: string;
            /**
             * Format: date-time
             * @description Not needed where the organizers schedule.
             */
            starts?: string;
        };
        AcceptMilestoneAcceptInBody: {
            /**
             * Format: int64
             * @description Accept only so many of its pieces; the rest stays what it was, as a part of its own.
             */
            quantity?: number;
        };
        AcceptOfferAcceptInBody: {
            /** @description Of the version that you have read. */
            hash: string;
        };
        AcceptQuoteAcceptInBody: {
            /** Format: int64 */
            toleranceBasisPoints?: number;
        };
        AcceptSplitAcceptInBody: {
            /**
             * Format: int64
             * @description Number of the newest offer.
             */
            offer: number;
        };
        AccountsAgreedBody: {
            /** Format: date-time */
            at: string;
            given: boolean;
            version: string;
        };
        AccountsApiTokenBody: {
            /** Format: date-time */
            created: string;
            id: string;
            name: string;
            /** @description Only in the answer that made it. */
            token?: string;
            /**
             * Format: date-time
             * @description To the minute.
             */
            used?: string;
        };
        AccountsApplicationReceipt: {
            id: string;
            /** @enum {string} */
            state: "applied";
            /** @description Key of GET /api/v1/applications/{key}; shown once. */
            status: string;
            /** Format: int64 */
            v: number;
        };
        AccountsApplicationState: {
            /** Format: date-time */
            applied: string;
            name: {
                [key: string]: string;
            };
            reason?: string;
            /** @enum {string} */
            state: "applied" | "approved" | "rejected" | "suspended";
        };
        AccountsBrowserSession: {
            agent: string;
            /** Format: date-time */
            created: string;
            current: boolean;
            /** Format: date-time */
            expires: string;
            id: string;
            /** Format: date-time */
            seen: string;
        };
        AccountsConsent: {
            /** Format: date-time */
            at: string;
            categories?: {
                [key: string]: string;
            }[] | null;
            given: boolean;
            kind: string;
            purpose?: {
                [key: string]: string;
            };
            recipient?: components["schemas"]["AccountsRecipient"];
            rights?: {
                [key: string]: string;
            };
            version: string;
        };
        AccountsConsentHistory: {
            current: components["schemas"]["AccountsConsentsBody"];
            /** @description Every answer, oldest first. */
            history: components["schemas"]["AccountsConsent"][];
            /** @description What is asked for now. */
            wordings: components["schemas"]["AccountsWording"][];
        };
        AccountsConsentsBody: {
            crossBorder?: components["schemas"]["AccountsAgreedBody"];
            terms?: components["schemas"]["AccountsAgreedBody"];
        };
        AccountsContact: {
            email: string;
            lang: string;
            name: string;
            person: string;
            zone: string;
        };
        AccountsContactIn: {
            email: string;
            lang: string;
            name: string;
            /** @description IANA time zone. */
            zone: string;
        };
        AccountsDirectoryBody: {
            /**
             * Format: int64
             * @description People of this page hidden by their own choice.
             */
            hidden: number;
            items: components["schemas"]["AccountsDirectoryPerson"][];
            next?: string;
        };
        AccountsDirectoryPerson: {
            id: string;
            languages: string[];
            name: string;
            org: string;
        };
        AccountsMeBody: {
            consents?: components["schemas"]["AccountsConsentsBody"];
            /** @description Send it as X-CSRF-Token with every unsafe request of this session. */
            csrf: string;
            /** @description The current exhibition, empty if there is none. */
            exhibition: string;
            grants: components["schemas"]["ActorGrant"][];
            organization?: components["schemas"]["AccountsMyOrganization"];
            /** @description Absent for a visitor who is not signed in. */
            person?: components["schemas"]["AccountsPersonBody"];
        };
        AccountsMyOrganization: {
            country: string;
            id: string;
            kind: string;
            name: {
                [key: string]: string;
            };
        };
        AccountsOrganizationBody: {
            /** Format: date-time */
            applied?: string;
            contact?: components["schemas"]["AccountsContact"];
            /** @description ISO 3166-1 alpha-2. */
            country: string;
            /** Format: date-time */
            decided?: string;
            id: string;
            /** @enum {string} */
            kind: "company" | "creator" | "operator" | "institution";
            name: {
                [key: string]: string;
            };
            participations?: components["schemas"]["AccountsParticipation"][] | null;
            reason?: string;
            sector?: string;
            /**
             * @description Only for its own people and its organizers, as all that follows.
             * @enum {string}
             */
            state?: "applied" | "approved" | "rejected" | "suspended";
            /** Format: int64 */
            v: number;
        };
        AccountsParticipation: {
            as: string;
            exhibition: string;
        };
        AccountsPersonBody: {
            admin: boolean;
            email: string;
            grants: components["schemas"]["ActorGrant"][];
            id: string;
            lang: string;
            languages: string[];
            name: string;
            org: string;
            /** Format: int64 */
            v: number;
            /** @enum {string} */
            visibility: "hidden" | "exhibitors" | "all";
            zone: string;
        };
        AccountsRecipient: {
            contact: string;
            country: string;
            name: {
                [key: string]: string;
            };
        };
        AccountsSignInBody: {
            /** Format: date-time */
            expires: string;
            person: components["schemas"]["AccountsPersonBody"];
        };
        AccountsWording: {
            categories?: {
                [key: string]: string;
            }[] | null;
            kind: string;
            purpose?: {
                [key: string]: string;
            };
            recipient?: components["schemas"]["AccountsRecipient"];
            rights: {
                [key: string]: string;
            };
            text: {
                [key: string]: string;
            };
            version: string;
        };
        ActorGrant: {
            exhibition?: string;
            role: string;
        };
        AddHallAddHallInBody: {
            name: {
                [key: string]: string;
            };
            /** Format: int64 */
            order?: number;
            sector?: string;
            theme: string;
        };
        AddItemAddItemInBody: {
            hs?: string;
            incoterm?: string;
            isNew?: boolean;
            /** @enum {string} */
            kind: "good" | "service" | "work";
            /** Format: int64 */
            leadTimeDays?: number;
            /** Format: int64 */
            moq?: number;
            name: {
                [key: string]: string;
            };
            place?: string;
            /** @description Leave it out for a price on request. */
            price?: components["schemas"]["Money"];
            rights?: components["schemas"]["ExhibitionRights"];
            serviceClass?: string;
            text?: {
                [key: string]: string;
            };
            unit?: string;
        };
        AmendOrderAmendInBody: {
            milestones: components["schemas"]["SettlementAmendedMilestone"][];
        };
        AnswerConsentAnswerConsentInBody: {
            given: boolean;
            /** @description Of the wording that was read. */
            version: string;
        };
        AnswerQuestionAnswerQuestionInBody: {
            text: string;
        };
        AnswerRecordingConsentInBody: {
            given: boolean;
        };
        AppealRulingAppealInBody: {
            reason?: string;
        };
        ApplyApplicationInBody: {
            /** @enum {string} */
            as: "exhibitor" | "buyer";
            contact: components["schemas"]["AccountsContactIn"];
            /** @description ISO 3166-1 alpha-2. */
            country: string;
            exhibition: string;
            /** @enum {string} */
            kind: "company" | "creator";
            name: {
                [key: string]: string;
            };
            sector?: string;
        };
        ApproveReleaseApproveInBody: {
            /**
             * @description What the reader means to be; refused if another is next.
             * @enum {string}
             */
            as?: "maker" | "checker";
        };
        AskBoothAskBoothInBody: {
            text: string;
        };
        AskFinancingAskInBody: {
            /** @description At most; all that may be advanced if left out, 0 to ask no longer. */
            amount?: components["schemas"]["Money"];
            milestone: string;
        };
        AskInRoomAskInBody: {
            /** @description No name stands beside it; the audit log knows. */
            anonymous?: boolean;
            /** @description BCP 47. */
            language?: string;
            text: string;
        };
        "AskNextMeetingAsk-next-meetingRequest": {
            /** Format: date-time */
            starts: string;
        };
        AskRecordingAskRecordingInBody: {
            /** @description Channels, each as a file of its own. */
            languages?: string[] | null;
            /** @description Pictures as well as sound. */
            video?: boolean;
        };
        AssignBoothAssignBoothInBody: {
            number: string;
            org: string;
            /** @description The hall's if left out. */
            sector?: string;
        };
        AssignSuspenseAssignInBody: {
            order: string;
        };
        AuditRecord: {
            /** Format: date-time */
            at: string;
            by: string;
            data?: {
                [key: string]: string;
            };
            entity: string;
            exhibition?: string;
            hash: string;
            prev: string;
            /** Format: int64 */
            seq: number;
            source: string;
            type: string;
        };
        BanParticipantSendAwayInBody: {
            reason?: string;
        };
        BookLossLossInBody: {
            amount: components["schemas"]["Money"];
            /** @description The statement line. */
            evidence: string;
            note?: string;
        };
        BreakGlassGlassInBody: {
            /** Format: int64 */
            minutes: number;
            /** @description Why; no personal data. */
            reason: string;
        };
        BreakOutBreakOutInBody: {
            breakouts: components["schemas"]["ConferenceBreakoutWords"][] | null;
            /** Format: int64 */
            minutes: number;
        };
        CancelMeetingCancelInBody: {
            reason: string;
        };
        ChangeBoothChangeBoothInBody: {
            /** @description Only an organizer moves a booth. */
            hall?: string;
            languages?: string[];
            /** @description Only an organizer moves a booth. */
            number?: string;
            park?: {
                [key: string]: string;
            };
            /** Format: int64 */
            promiseMinutes?: number;
            sector?: string;
            tagline?: {
                [key: string]: string;
            };
            text?: {
                [key: string]: string;
            };
            zone?: string;
        };
        ChangeExhibitionChangeExhibitionInBody: {
            /** Format: date-time */
            ends?: string;
            name?: {
                [key: string]: string;
            };
            phases?: components["schemas"]["ExhibitionSpan"][];
            /** Format: date-time */
            starts?: string;
            zone?: string;
        };
        ChangeHallChangeHallInBody: {
            name?: {
                [key: string]: string;
            };
            /** Format: int64 */
            order?: number;
            sector?: string;
            theme?: string;
        };
        ChangeItemChangeItemInBody: {
            hs?: string;
            incoterm?: string;
            isNew?: boolean;
            /** Format: int64 */
            leadTimeDays?: number;
            /** Format: int64 */
            moq?: number;
            name?: {
                [key: string]: string;
            };
            /** @description Takes the price away. */
            onRequest?: boolean;
            place?: string;
            price?: components["schemas"]["Money"];
            rights?: components["schemas"]["ExhibitionRights"];
            serviceClass?: string;
            text?: {
                [key: string]: string;
            };
            unit?: string;
        };
        ChangeMeChangeMeInBody: {
            lang?: string;
            languages?: string[];
            name?: string;
            /** @enum {string} */
            visibility?: "hidden" | "exhibitors" | "all";
            zone?: string;
        };
        ChangeNotificationSettingsSettingsInBody: {
            /** @enum {string} */
            digest: "off" | "daily";
            digestAt: string;
            mail: boolean;
            push: boolean;
            /** @description In my own zone; null: never quiet. */
            quiet: components["schemas"]["NotifyHours"];
            /**
             * Format: int64
             * @description Not looked at: If-Match names the version.
             */
            v?: number;
        };
        ClosePeriodCloseInBody: {
            /**
             * Format: date-time
             * @description Everything before it is closed for good.
             */
            until: string;
        };
        CloseRoomReasonInBody: {
            reason?: string;
        };
        ConferenceAssignment: {
            /** @description The organization that brought them to a table; absent: the organizer did. */
            readonly for?: string;
            /** @description Into which they may speak, BCP 47; none: any. */
            languages: string[];
            readonly name?: string;
            person: string;
        };
        ConferenceAttendance: {
            evidence: components["schemas"]["ConferenceEvidence"][];
            sides: components["schemas"]["ConferenceSide"][];
            /** @enum {string} */
            verdict: "kept" | "no_show" | "technical_failure";
        };
        ConferenceAuthorBody: {
            name: string;
            organization?: string;
            person: string;
        };
        ConferenceBan: {
            /** Format: date-time */
            at: string;
            by: string;
            /** @description When the ban was spoken; absent for a stream. */
            name?: string;
            /** @description Of the organization. */
            orgName?: {
                [key: string]: string;
            };
            participant: string;
            reason?: string;
        };
        ConferenceBreakout: {
            id: string;
            name: {
                [key: string]: string;
            };
            /** @description Who belongs there; shown to those who run the room. */
            participants?: string[] | null;
            /** @description People may come and go by themselves. */
            roam: boolean;
        };
        ConferenceBreakoutWords: {
            /** @description Of one that goes on; absent: a new one. */
            id?: string;
            name: {
                [key: string]: string;
            };
            participants?: string[] | null;
            roam?: boolean;
        };
        ConferenceBreakoutsBody: {
            breakouts: components["schemas"]["ConferenceBreakout"][];
            /** Format: date-time */
            ends?: string;
            /** @description The one to which I belong. */
            mine?: string;
        };
        ConferenceCaption: {
            /** Format: date-time */
            at: string;
            /** @description Who wrote it. */
            by: string;
            id: string;
            language: string;
            /** @description Chosen by the writer. */
            lineId: string;
            speaker?: string;
            speakerName?: string;
            text: string;
        };
        ConferenceCeremonyBody: {
            /** @description For the two sides. */
            deal?: string;
            /** @description The first sixteen characters of the hash on the table. */
            hash?: string;
            /** @description The audience sees it: both sides want to stand on the deal wall. */
            shown: boolean;
            signers: components["schemas"]["ConferenceSigner"][];
            /** @description Of the deal. */
            state: string;
            title: string;
        };
        ConferenceClosing: {
            /** Format: date-time */
            at: string;
            by: string;
            reason?: string;
        };
        ConferenceCommand: {
            arguments: components["schemas"]["RoomsArgument"][] | null;
            message: string;
            method?: string;
            name: string;
            path?: string;
            who: string;
        };
        ConferenceCompany: {
            booth?: string;
            name: {
                [key: string]: string;
            };
            organization: string;
        };
        ConferenceConnectionTest: {
            /** Format: date-time */
            at: string;
            exhibition: string;
            measured: components["schemas"]["ConferenceMeasured"];
            name?: string;
            org?: string;
            orgName?: string;
            person: string;
            /**
             * Format: int64
             * @description How many there were.
             */
            tests: number;
            verdict: components["schemas"]["ConferenceProspect"];
        };
        ConferenceConsent: {
            /** Format: date-time */
            at: string;
            given: boolean;
            name?: string;
            person: string;
        };
        ConferenceCoverage: {
            /** @description Who is heard in the channel now. */
            active?: string;
            /** @description Somebody is named for it, or is there who may interpret into it. */
            covered: boolean;
            /** @description Due within ten minutes or going on, and nobody of them is in the room. */
            gap: boolean;
            language: string;
            /** @description Persons named for it, or for any language. */
            named: string[];
            /** @description Of all who may interpret into it, those in the room now, if this is what the room holds now or next. */
            present: string[];
        };
        ConferenceDevices: {
            camera: boolean;
            microphone: boolean;
        };
        ConferenceEvidence: {
            /**
             * Format: int64
             * @description How often media broke down.
             */
            breaks: number;
            /**
             * Format: date-time
             * @description Media first stood.
             */
            connected?: string;
            /**
             * Format: date-time
             * @description The first packet came from the participant.
             */
            firstIn?: string;
            /**
             * Format: date-time
             * @description The first packet was sent to the participant.
             */
            firstOut?: string;
            name?: string;
            /**
             * Format: date-time
             * @description Media was first negotiated.
             */
            offered?: string;
            org?: string;
            orgName?: string;
            participant: string;
            room: string;
            /**
             * Format: int64
             * @description Chat messages.
             */
            said: number;
            /**
             * Format: int64
             * @description In the room, over all visits.
             */
            seconds: number;
            /** Format: date-time */
            seen: string;
            streams?: components["schemas"]["ConferenceStream"][] | null;
            synthetic?: boolean;
            visits: components["schemas"]["ConferenceVisit"][];
        };
        ConferenceGuest: {
            language?: string;
            name: string;
            organization?: string;
            participant: string;
            /** Format: date-time */
            since: string;
        };
        ConferenceInterpretation: {
            /** @description The language that is interpreted; absent: the floor's, whichever it is. */
            from?: string;
            /** @description Persons; shown to those who run the programme and to interpreters. */
            interpreters?: string[] | null;
            /** @description Of the channel, BCP 47. */
            language: string;
        };
        ConferenceKeySecretBody: {
            /** Format: date-time */
            at: string;
            by: string;
            id: string;
            /** @description The secret. It is shown this once. */
            key: string;
            /** @description What the stream is called in the room. */
            name: string;
            revoked?: components["schemas"]["ConferenceClosing"];
            room: string;
            /** Format: date-time */
            rotated?: string;
            /** @description Where the encoder or player sends its offer. */
            url: string;
            /** @enum {string} */
            use: "whip" | "whep";
            /** Format: int64 */
            v: number;
        };
        ConferenceMayBody: {
            /** @description Let guests in. */
            admit: boolean;
            interpret: boolean;
            /** @description Now: the door lets me in. */
            join: boolean;
            /** @description A ticket asked for puts me into the lobby. */
            knock: boolean;
            /** @description Into which I may interpret; absent: any. */
            languages?: string[] | null;
            /** @description Run questions, polls, breakouts, captions and interpreters. */
            lead: boolean;
            /** @description Mute, remove, permit and close from within. */
            moderate: boolean;
            /** @description Remove, ban, slow mode and reports, from outside of the room as well. */
            police: boolean;
            /** @description audio, video, screen */
            publish: string[];
        };
        ConferenceMeasured: {
            devices: components["schemas"]["ConferenceDevices"];
            /**
             * Format: int64
             * @description 0: not measured.
             */
            downKbps: number;
            /** Format: double */
            lossPct: number;
            /** @description TURN, over whatever it got through. */
            relay: boolean;
            /** Format: int64 */
            rttMs: number;
            tcp: boolean;
            udp: boolean;
            /**
             * Format: int64
             * @description 0: not measured.
             */
            upKbps: number;
        };
        ConferenceMessage: {
            /** Format: date-time */
            at: string;
            clientId: string;
            id: string;
            language?: string;
            name: string;
            /** @description A voice note. */
            note?: string;
            org?: string;
            orgName?: string;
            participant: string;
            /** @description Backstage or a breakout; absent: the floor. */
            place?: string;
            removed?: components["schemas"]["ConferenceClosing"];
            room: string;
            text: string;
            /** Format: int64 */
            v: number;
        };
        ConferenceMyConsent: {
            /** @description I must agree before I am recorded. */
            asked: boolean;
            /** @description What I have said; absent: nothing yet. */
            given?: boolean;
        };
        ConferenceNote: {
            /** Format: date-time */
            at: string;
            by: string;
            id: string;
            room: string;
            /** Format: double */
            seconds: number;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            type: string;
        };
        ConferencePollBody: {
            /** Format: date-time */
            at: string;
            /**
             * Format: int64
             * @description Ballots so far.
             */
            cast: number;
            /** Format: date-time */
            closed?: string;
            /** @description Per option; for those who have voted, for everybody once it is closed, and for those who run the room. */
            counts?: number[] | null;
            id: string;
            /** @description What I chose, by numbers from 0. */
            mine?: number[] | null;
            multiple: boolean;
            /** Format: date-time */
            opened?: string;
            options: {
                [key: string]: string;
            }[];
            question: {
                [key: string]: string;
            };
            /** @enum {string} */
            state: "draft" | "open" | "closed";
            /** Format: int64 */
            v: number;
        };
        ConferenceProspect: {
            /** @enum {string} */
            code: "blocked" | "text" | "audio" | "low" | "detour" | "fine";
            /** @description udp_blocked, relay_only, slow_up, slow_down, far, lossy, no_microphone, no_camera */
            hints: string[];
            /** @description The same in English, for whoever helps. */
            words: string;
        };
        ConferenceQuality: {
            /** Format: int64 */
            freezeMs: number;
            /**
             * Format: int64
             * @description Of pictures.
             */
            freezes: number;
            /** Format: double */
            minMos?: number;
            /**
             * Format: double
             * @description Mean opinion score of what was heard, 1 to 4.5, on average (ITU-T G.107).
             */
            mos?: number;
            /** Format: int64 */
            reports: number;
            /**
             * Format: int64
             * @description Reports with sound in them.
             */
            scored: number;
            /** @description Of the low-bandwidth ladder, in order, changes only. */
            steps?: string[] | null;
            /**
             * @description The last.
             * @enum {string}
             */
            transport?: "udp" | "tcp" | "relay";
            transports?: string[] | null;
        };
        ConferenceQuestionBody: {
            anonymous: boolean;
            /** Format: date-time */
            at: string;
            /** @description Absent if the author wants no name to stand there. */
            author?: components["schemas"]["ConferenceAuthorBody"];
            /** Format: date-time */
            changed: string;
            id: string;
            language?: string;
            mine: boolean;
            /** @enum {string} */
            state: "pending" | "open" | "answering" | "answered" | "dismissed";
            text: string;
            /** Format: int64 */
            v: number;
            /** @description By me. */
            voted: boolean;
            /** Format: int64 */
            votes: number;
        };
        ConferenceRecordingBody: {
            /** Format: date-time */
            asked: string;
            /** @description Who was there to be asked. */
            asks: string[];
            /** @description Who asked. */
            by: string;
            consents: components["schemas"]["ConferenceConsent"][];
            /**
             * Format: date-time
             * @description When its files will be erased.
             */
            erase?: string;
            /** Format: date-time */
            erased?: string;
            /** @description For those who may watch them. */
            files: components["schemas"]["ConferenceTake"][];
            id: string;
            languages: string[];
            /** @description The server stopped and nothing of it was saved. */
            lost?: boolean;
            mine: components["schemas"]["ConferenceMyConsent"];
            /** Format: date-time */
            started?: string;
            /** @enum {string} */
            state: "asked" | "recording" | "stopped" | "ready" | "refused" | "expired";
            /** Format: date-time */
            stopped?: string;
            /** Format: int64 */
            v: number;
            video: boolean;
        };
        ConferenceReport: {
            /** Format: date-time */
            at: string;
            by: string;
            byName?: string;
            id: string;
            message?: string;
            /** @description Against whom. */
            participant: string;
            reason: string;
            resolved?: components["schemas"]["ConferenceClosing"];
            room: string;
            /** Format: int64 */
            v: number;
        };
        ConferenceRoomBody: {
            booth?: string;
            /** @description Who closed it, when and why. */
            closed?: components["schemas"]["ConferenceClosing"];
            deal?: string;
            /** Format: date-time */
            ends?: string;
            exhibition: string;
            id: string;
            /** @enum {string} */
            kind: "stage" | "meeting" | "booth" | "deal";
            /** @description Interpreted here now. */
            languages: string[];
            may: components["schemas"]["ConferenceMayBody"];
            meeting?: string;
            /** @description Questions wait for a moderator. */
            moderated: boolean;
            name: {
                [key: string]: string;
            };
            /** Format: date-time */
            opens?: string;
            /**
             * Format: int64
             * @description In the room now.
             */
            participants: number;
            /** @description Where I begin: backstage, or my breakout. */
            place?: string;
            /** @description Of the programme, on a stage: the one of now, or the next. */
            session?: string;
            /**
             * Format: int64
             * @description Seconds between two messages of one person; 0: off.
             */
            slowMode: number;
            /** Format: date-time */
            starts?: string;
            /** @enum {string} */
            state: "closed" | "lobby" | "open" | "ended";
            /** Format: int64 */
            v: number;
            /**
             * Format: int64
             * @description In the lobby; 0 for those who do not admit.
             */
            waiting: number;
        };
        ConferenceRoomCoverage: {
            channels: components["schemas"]["ConferenceCoverage"][];
            /** Format: date-time */
            ends?: string;
            /** Format: int64 */
            gaps: number;
            kind: string;
            name: {
                [key: string]: string;
            };
            /** @description Absent while a session has none. */
            room?: string;
            session?: string;
            /** Format: date-time */
            starts?: string;
            title?: {
                [key: string]: string;
            };
            /**
             * Format: int64
             * @description Languages that nobody covers.
             */
            uncovered: number;
        };
        ConferenceSeatBody: {
            participant: string;
            /** @description For one WebSocket, for a minute. */
            ticket: string;
            /** @description For the first message. */
            token: string;
            url: string;
        };
        ConferenceSession: {
            abstract?: {
                [key: string]: string;
            };
            /** @description Signed in a ceremony; shown to those who run the programme. */
            deal?: string;
            /** Format: date-time */
            ends: string;
            exhibition: string;
            id: string;
            interpretation: components["schemas"]["ConferenceInterpretation"][];
            /** @enum {string} */
            kind: "conference" | "showcase" | "ceremony";
            languages: string[];
            room?: string;
            speakers: components["schemas"]["ConferenceSpeaker"][];
            /** Format: date-time */
            starts: string;
            /** @enum {string} */
            state: "draft" | "scheduled" | "live" | "ended" | "cancelled";
            title: {
                [key: string]: string;
            };
            /** Format: int64 */
            v: number;
        };
        ConferenceSessionBody: {
            abstract?: {
                [key: string]: string;
            };
            /** @description Of a ceremony: what is signed. Somebody of each side speaks in it. */
            deal?: string;
            /** Format: date-time */
            ends?: string;
            /** @description Languages into which it is interpreted, and by whom. */
            interpretation?: components["schemas"]["ConferenceInterpretation"][];
            /** @enum {string} */
            kind?: "conference" | "showcase" | "ceremony";
            /** @description BCP 47. */
            languages?: string[];
            /** @description A stage of the exhibition. */
            room?: string;
            speakers?: components["schemas"]["ConferenceSpeaker"][];
            /** Format: date-time */
            starts?: string;
            /** @enum {string} */
            state?: "draft" | "scheduled" | "cancelled";
            title?: {
                [key: string]: string;
            };
        };
        ConferenceSide: {
            came: boolean;
            failed: boolean;
            org: string;
            present: boolean;
            /** Format: int64 */
            seconds: number;
        };
        ConferenceSigner: {
            /** @description Who signed for it. */
            by?: string;
            name: {
                [key: string]: string;
            };
            organization: string;
            /** @description It wants to stand on the deal wall and in the ceremony. */
            shows: boolean;
            /** Format: date-time */
            signed?: string;
        };
        ConferenceSpeaker: {
            /** @description Where the audience asks for a meeting. */
            readonly company?: components["schemas"]["ConferenceCompany"];
            name: string;
            org?: {
                [key: string]: string;
            };
            person?: string;
        };
        ConferenceStageBody: {
            /** Format: date-time */
            ends?: string;
            /** @description Persons who run the stage beside the organizer. */
            hosts?: string[];
            name?: {
                [key: string]: string;
            };
            /** Format: date-time */
            starts?: string;
        };
        ConferenceStream: {
            /** Format: int64 */
            bytes: number;
            /**
             * @description in came from the participant, out was sent to them.
             * @enum {string}
             */
            direction: "in" | "out";
            /** Format: int64 */
            jitterMs: number;
            /** Format: int64 */
            lost: number;
            /** Format: int64 */
            packets: number;
            /** Format: int64 */
            resent: number;
            source: string;
            track: string;
        };
        ConferenceStreamKey: {
            /** Format: date-time */
            at: string;
            by: string;
            id: string;
            /** @description What the stream is called in the room. */
            name: string;
            revoked?: components["schemas"]["ConferenceClosing"];
            room: string;
            /** Format: date-time */
            rotated?: string;
            /** @enum {string} */
            use: "whip" | "whep";
            /** Format: int64 */
            v: number;
        };
        ConferenceTake: {
            /**
             * Format: date-time
             * @description When its time is 0.
             */
            began: string;
            /** Format: int64 */
            bytes: number;
            /** @description It ends early: the server stopped, or the recording was too long. */
            cut?: boolean;
            id: string;
            /**
             * @description One track, one language, or somebody's voice and picture together.
             * @enum {string}
             */
            kind: "track" | "channel" | "participant";
            language?: string;
            /**
             * Format: int64
             * @description Packets that never came.
             */
            lost: number;
            /** @description For saving. */
            name: string;
            participant?: string;
            /** Format: double */
            seconds: number;
            source?: string;
            /** @description Media type. */
            type: string;
        };
        ConferenceVisit: {
            epoch: string;
            /** Format: date-time */
            joined: string;
            /** Format: date-time */
            left?: string;
            quality?: components["schemas"]["ConferenceQuality"];
            reason?: string;
        };
        ConferenceWordsBody: {
            /** Format: date-time */
            changed?: string;
            /** Format: int64 */
            v: number;
            words: string[];
        };
        ContestClaimContestInBody: {
            /** @description Reference of what shows that the money was earned; no personal data. */
            evidence: string;
        };
        CountMailsCountsOutBody: {
            /** @description There is a mail server: mails leave the program. */
            server: boolean;
            /** @description How many mails are in each state; a state without mails is left out. */
            states: {
                [key: string]: number;
            };
        };
        CounterMeetingRequestCounterInBody: {
            reason?: string;
            slots: components["schemas"]["MeetingsSlotIn"][];
        };
        CreateExhibitionCreateExhibitionInBody: {
            /** Format: date-time */
            ends: string;
            name: {
                [key: string]: string;
            };
            phases: components["schemas"]["ExhibitionSpan"][];
            /** Format: date-time */
            starts: string;
            zone: string;
        };
        DealsAcceptance: {
            /** Format: date-time */
            at: string;
            hash: string;
            org: string;
            person: string;
        };
        DealsChange: {
            after?: string;
            before?: string;
            /** @enum {string} */
            kind: "added" | "removed" | "changed";
            /** @description Such as clauses[delivery].text or milestones[Master].amount. */
            path: string;
        };
        DealsClause: {
            id: string;
            text: string;
            title: string;
        };
        DealsEvent: {
            action: string;
            /** Format: date-time */
            at: string;
            by?: string;
            hash?: string;
            /** Format: int64 */
            n?: number;
            person?: string;
            reason?: string;
        };
        DealsLine: {
            /** @description Quantity times price, rounded half up. */
            amount: components["schemas"]["Money"];
            item?: string;
            /** @description Of one unit. */
            price: components["schemas"]["Money"];
            /**
             * @description Decimal, at most six places.
             * @example 120
             */
            quantity: string;
            text: string;
            /**
             * @description UNECE Recommendation 20.
             * @example C62
             */
            unit: string;
        };
        DealsMilestone: {
            amount: components["schemas"]["Money"];
            deliverable: string;
            /** Format: date */
            due: string;
            /** Format: int64 */
            inspectionDays: number;
            /**
             * Format: int64
             * @description Pieces of equal price that can be accepted one by one; none if it is one thing.
             */
            quantity?: number;
            /** @description Silence after the inspection counts as acceptance. */
            silenceAccepts: boolean;
            title: string;
        };
        DealsOffer: {
            /** Format: date-time */
            at: string;
            /** @description The organization. */
            by: string;
            /** @description SHA-256 of the canonical form, in hex. */
            hash: string;
            /** Format: int64 */
            n: number;
            person: string;
            /** @enum {string} */
            state: "submitted" | "superseded" | "accepted_by_one" | "accepted_by_both" | "withdrawn" | "expired";
            terms: components["schemas"]["DealsTerms"];
        };
        DealsParty: {
            org: string;
            orgName: {
                [key: string]: string;
            };
        };
        DealsPosting: {
            buyer: {
                [key: string]: string;
            };
            kind: string;
            /** @description The first sixteen characters of the signed hash. */
            seal: string;
            seller: {
                [key: string]: string;
            };
            /** Format: date-time */
            signed: string;
            title: string;
        };
        DealsRights: {
            exclusive: boolean;
            /** Format: date */
            from: string;
            holdback?: string;
            /** @description BCP 47. */
            languages: string[];
            /**
             * @example [
             *       "svod"
             *     ]
             */
            rights: string[];
            /** @description ISO 3166-1 alpha-2, or WORLD. */
            territories: string[];
            /**
             * Format: date
             * @description The last day.
             */
            to: string;
            /** @description Which work; the deal's item or title if empty. */
            work: string;
        };
        DealsSignature: {
            /** Format: date-time */
            at: string;
            consentText: string;
            hash: string;
            name: string;
            org: string;
            person: string;
        };
        DealsTerms: {
            clauses?: components["schemas"]["DealsClause"][];
            /** @enum {string} */
            feePaidBy: "buyer" | "seller" | "split";
            /** @description Six digits of the Harmonized System. */
            hs?: string;
            /**
             * @description Incoterms 2020.
             * @example DAP
             */
            incoterm?: string;
            lines: components["schemas"]["DealsLine"][];
            milestones: components["schemas"]["DealsMilestone"][];
            place?: string;
            rights?: components["schemas"]["DealsRights"];
            subject: {
                [key: string]: string;
            };
            total: components["schemas"]["Money"];
            /**
             * Format: date
             * @description The last day on which it can be accepted.
             */
            validUntil?: string;
        };
        DealsView: {
            accepted: components["schemas"]["DealsAcceptance"][];
            booth?: string;
            buyer: components["schemas"]["DealsParty"];
            /** @description What a signer consents to, in the language of the interface. */
            consent: string;
            /**
             * Format: int64
             * @description Number of the version on the table; 0 for none.
             */
            current: number;
            events: components["schemas"]["DealsEvent"][];
            exhibition: string;
            id: string;
            item?: string;
            /** @enum {string} */
            kind: "good" | "service" | "work";
            meeting?: string;
            /** Format: date-time */
            moved: string;
            /** Format: date-time */
            opened: string;
            order?: string;
            room: string;
            seller: components["schemas"]["DealsParty"];
            signatures: components["schemas"]["DealsSignature"][];
            /** @enum {string} */
            state: "negotiating" | "agreed" | "signing" | "signed" | "ordered" | "abandoned" | "lapsed";
            title: string;
            /** Format: int64 */
            v: number;
            /** @description In a list of deals only the one on the table. */
            versions: components["schemas"]["DealsOffer"][];
            wall: components["schemas"]["DealsWall"];
        };
        DealsWall: {
            mine: boolean;
            shown: boolean;
        };
        DecideClaimDecideInBody: {
            /** @description Reference of what shows it, such as the bank's letter. */
            evidence: string;
            /** @description The bank gives the money back; its line books it. Otherwise the claim is lost. */
            won: boolean;
        };
        DecideDisputeDecideInBody: {
            buyer: components["schemas"]["Money"];
            /** @description The reasons of the ruling. They stay outside the ledger. */
            reason: string;
            seller: components["schemas"]["Money"];
        };
        DecideStandingDecideInBody: {
            /** @enum {string} */
            decision: "clear" | "review" | "hit";
            /** @description Why; no personal data. */
            reason: string;
        };
        DeclineMeetingRequestDeclineInBody: {
            chatOpen?: boolean;
            reason?: string;
        };
        DenyGuestSendAwayInBody: {
            reason?: string;
        };
        ErrorDetail: {
            /** @description Where the error occurred, e.g. 'body.items[3].tags' or 'path.thing-id' */
            location?: string;
            /** @description Error message text */
            message?: string;
            /** @description The value at the given location */
            value?: unknown;
        };
        /** @description A problem (RFC 9457) with a stable code; extension members depend on the code. */
        ErrorModel: {
            code: string;
            detail?: string;
            fields?: {
                location?: string;
                message?: string;
            }[];
            status: number;
            title: string;
            type: string;
        } & {
            [key: string]: unknown;
        };
        ExhibitionBoothBody: {
            /**
             * Format: date-time
             * @description When an open booth closes.
             */
            closes?: string;
            country: string;
            exhibition: string;
            facade: components["schemas"]["ExhibitionFacade"];
            hall: string;
            /** @description Per weekday, in the booth's zone. */
            hours: components["schemas"]["ExhibitionHours"][];
            id: string;
            /** @description New ones first. */
            items: components["schemas"]["ExhibitionItemBody"][];
            languages: string[];
            /** @description You stand at this booth. */
            mine: boolean;
            /** @description This and the next openings, in UTC. */
            nextOpen: components["schemas"]["ExhibitionOpening"][];
            number: string;
            onDuty: components["schemas"]["ExhibitionPresent"][];
            open: boolean;
            /**
             * Format: date-time
             * @description When a closed booth opens next.
             */
            opens?: string;
            org: string;
            orgName: {
                [key: string]: string;
            };
            park?: {
                [key: string]: string;
            };
            /**
             * Format: int64
             * @description Open time until a question is answered.
             */
            promiseMinutes: number;
            sector: string;
            staff: components["schemas"]["ExhibitionStaff"][];
            tagline: {
                [key: string]: string;
            };
            text: {
                [key: string]: string;
            };
            /** Format: int64 */
            v: number;
            zone: string;
        };
        ExhibitionBoothFacets: {
            country: components["schemas"]["ExhibitionFacet"][];
            sector: components["schemas"]["ExhibitionFacet"][];
        };
        ExhibitionBoothSearch: {
            facets: components["schemas"]["ExhibitionBoothFacets"];
            items: components["schemas"]["ExhibitionFound"][];
            next?: string;
            /** Format: int64 */
            total: number;
        };
        ExhibitionBoothSummary: {
            /**
             * Format: date-time
             * @description When an open booth closes.
             */
            closes?: string;
            country: string;
            facade: components["schemas"]["ExhibitionFacade"];
            hall: string;
            id: string;
            /** Format: int64 */
            items: number;
            languages: string[];
            number: string;
            onDuty: components["schemas"]["ExhibitionPresent"][];
            open: boolean;
            /**
             * Format: date-time
             * @description When a closed booth opens next.
             */
            opens?: string;
            org: string;
            orgName: {
                [key: string]: string;
            };
            park?: {
                [key: string]: string;
            };
            sector: string;
            tagline: {
                [key: string]: string;
            };
            zone: string;
        };
        ExhibitionDutyBody: {
            onDuty: boolean;
            /**
             * Format: date-time
             * @description Send the request again before this time to stay on duty.
             */
            until?: string;
        };
        ExhibitionExhibitionBody: {
            /** Format: date-time */
            ends: string;
            id: string;
            name: {
                [key: string]: string;
            };
            /**
             * @description In force now.
             * @enum {string}
             */
            phase: "call" | "setup" | "booking" | "matching" | "live" | "after_market" | "closed";
            /** @description As planned. */
            phases: components["schemas"]["ExhibitionSpan"][];
            /** Format: date-time */
            starts: string;
            /** Format: int64 */
            v: number;
            /** @description IANA time zone of the venue. */
            zone: string;
        };
        ExhibitionFacade: {
            sector: string;
            /** Format: int64 */
            seed: number;
        };
        ExhibitionFacet: {
            /** Format: int64 */
            n: number;
            value: string;
        };
        ExhibitionFound: {
            /**
             * Format: date-time
             * @description When an open booth closes.
             */
            closes?: string;
            country: string;
            facade: components["schemas"]["ExhibitionFacade"];
            hall: string;
            /** @description At most three items that contain a term. */
            hits: components["schemas"]["ExhibitionHit"][];
            id: string;
            /** Format: int64 */
            items: number;
            languages: string[];
            number: string;
            onDuty: components["schemas"]["ExhibitionPresent"][];
            open: boolean;
            /**
             * Format: date-time
             * @description When a closed booth opens next.
             */
            opens?: string;
            org: string;
            orgName: {
                [key: string]: string;
            };
            park?: {
                [key: string]: string;
            };
            sector: string;
            tagline: {
                [key: string]: string;
            };
            zone: string;
        };
        ExhibitionGroup: {
            value: string;
            /** Format: int64 */
            visitors: number;
        };
        ExhibitionHallBody: {
            exhibition: string;
            id: string;
            name: {
                [key: string]: string;
            };
            /** Format: int64 */
            order: number;
            sector?: string;
            theme: string;
            /** Format: int64 */
            v: number;
        };
        ExhibitionHallLine: {
            /** Format: int64 */
            booths: number;
            exhibition: string;
            id: string;
            name: {
                [key: string]: string;
            };
            /** Format: int64 */
            onDuty: number;
            /** Format: int64 */
            order: number;
            sector?: string;
            theme: string;
            /** Format: int64 */
            v: number;
        };
        ExhibitionHallPageBody: {
            booths: components["schemas"]["ExhibitionBoothSummary"][];
            exhibition: string;
            id: string;
            name: {
                [key: string]: string;
            };
            /** Format: int64 */
            order: number;
            sector?: string;
            theme: string;
            /** Format: int64 */
            v: number;
        };
        ExhibitionHit: {
            item: string;
            name: {
                [key: string]: string;
            };
        };
        ExhibitionHours: {
            /** @description HH:MM in the booth's zone. */
            from: string;
            /** @description HH:MM, 24:00 at the latest. */
            to: string;
            /**
             * Format: int64
             * @description ISO 8601: Monday is 1.
             */
            weekday: number;
        };
        ExhibitionItemBody: {
            booth: string;
            /** @description 6 digits. */
            hs?: string;
            id: string;
            /** @description Incoterms 2020. */
            incoterm?: string;
            isNew: boolean;
            /** @enum {string} */
            kind: "good" | "service" | "work";
            /** Format: int64 */
            leadTimeDays?: number;
            /**
             * Format: int64
             * @description Minimum order quantity, in units.
             */
            moq?: number;
            name: {
                [key: string]: string;
            };
            org: string;
            /** @description Address of the picture; its bytes never change. */
            picture?: string;
            place?: string;
            /** @description Absent: on request. */
            price?: components["schemas"]["Money"];
            rights?: components["schemas"]["ExhibitionRights"];
            serviceClass?: string;
            text: {
                [key: string]: string;
            };
            unit?: string;
            /** Format: int64 */
            v: number;
        };
        ExhibitionOpening: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
        };
        ExhibitionPresent: {
            languages: string[];
            name: string;
            person: string;
        };
        ExhibitionQuestionBody: {
            answer?: string;
            /** Format: date-time */
            answered?: string;
            /** Format: date-time */
            asked: string;
            /** @description Absent if the visitor may not be found by you. */
            asker?: string;
            askerName?: string;
            booth: string;
            id: string;
            lang: string;
            /**
             * Format: date-time
             * @description By when the exhibitor promises an answer.
             */
            promise: string;
            text: string;
            /** Format: int64 */
            v: number;
        };
        ExhibitionRights: {
            /** @description BCP 47. */
            languages: string[];
            /** @description ISO 3166-1 alpha-2, or WW for the whole world. */
            territories: string[];
            windows: components["schemas"]["ExhibitionWindow"][];
        };
        ExhibitionSpan: {
            /** Format: date-time */
            from: string;
            /** @enum {string} */
            phase: "call" | "setup" | "booking" | "matching" | "live" | "after_market" | "closed";
            /** Format: date-time */
            to: string;
        };
        ExhibitionStaff: {
            languages: string[];
            name: string;
            onDuty: boolean;
            person: string;
        };
        ExhibitionVisitBody: {
            /** Format: date-time */
            began: string;
            booth: string;
            /** Format: date-time */
            ended?: string;
            id: string;
            /** Format: int64 */
            v: number;
        };
        ExhibitionVisitStatisticsBody: {
            /** @description The group "" holds all groups of fewer than five. */
            countries: components["schemas"]["ExhibitionGroup"][];
            days: components["schemas"]["ExhibitionGroup"][];
            /** Format: int64 */
            medianSeconds: number;
            /** @description Fewer than five visitors: no number is told. */
            suppressed: boolean;
            /** Format: int64 */
            visitors: number;
            /** Format: int64 */
            visits: number;
        };
        ExhibitionWindow: {
            /** @description YYYY-MM-DD. */
            from?: string;
            /** @description theatrical, tvod, svod, avod, free_tv, pay_tv, inflight, remake, merchandising, publishing, game, exhibition, educational, audio, format, adaptation or location. */
            right: string;
            /** @description YYYY-MM-DD. */
            to?: string;
        };
        FileEvidenceEvidenceInBody: {
            /** @enum {string} */
            kind: "photo" | "video" | "waybill" | "delivery_note" | "inspection_report" | "technical_check" | "contract" | "rights_document" | "correspondence" | "other";
            /** @description What it shows. It stays outside the ledger. */
            note?: string;
            /** @description Reference of the proof, such as a document's id; no personal data. */
            ref?: string;
        };
        "FixUnmetWishFix-unmet-wishRequest": {
            wish: string;
        };
        FundOrderFundInBody: {
            /** @description All that is missing if left out. */
            amount?: components["schemas"]["Money"];
        };
        InsightBoard: {
            /**
             * Format: double
             * @description Share of the answered requests that became meetings, 0 to 1; 0.4 to 0.6 is usual.
             */
            acceptanceRate?: number;
            /** @description By state. */
            deals: {
                [key: string]: number;
            };
            /** @description Held for orders, by currency. */
            escrow: components["schemas"]["Money"][];
            /**
             * Format: double
             * @description Share of the past meetings that took place, 0 to 1; 0.8 is good.
             */
            keptRate?: number;
            /** @description Requests and meetings by state. */
            meetings: {
                [key: string]: number;
            };
            rooms: components["schemas"]["InsightLiveRooms"];
        };
        InsightLiveRooms: {
            /** Format: int64 */
            open: number;
            /** Format: int64 */
            participants: number;
        };
        InvitePersonInvitePersonInBody: {
            email: string;
            lang: string;
            languages: string[];
            name: string;
            zone: string;
        };
        KeepConnectionTestKeepTestInBody: {
            devices: components["schemas"]["ConferenceDevices"];
            /**
             * Format: int64
             * @description 0: not measured.
             */
            downKbps: number;
            /** @description Absent: the one in which I have a part. */
            exhibition?: string;
            /** Format: double */
            lossPct: number;
            /** @description TURN, over whatever it got through. */
            relay: boolean;
            /** Format: int64 */
            rttMs: number;
            tcp: boolean;
            udp: boolean;
            /**
             * Format: int64
             * @description 0: not measured.
             */
            upKbps: number;
        };
        LeaveBoothLeaveBoothInBody: {
            /** @enum {boolean} */
            ended: true;
        };
        ListAccountsApiTokenBody: {
            items: components["schemas"]["AccountsApiTokenBody"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListAccountsBrowserSession: {
            items: components["schemas"]["AccountsBrowserSession"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListAccountsOrganizationBody: {
            items: components["schemas"]["AccountsOrganizationBody"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListAccountsPersonBody: {
            items: components["schemas"]["AccountsPersonBody"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListAuditRecord: {
            items: components["schemas"]["AuditRecord"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListConferenceAssignment: {
            items: components["schemas"]["ConferenceAssignment"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListConferenceBan: {
            items: components["schemas"]["ConferenceBan"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListConferenceCaption: {
            items: components["schemas"]["ConferenceCaption"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListConferenceCommand: {
            items: components["schemas"]["ConferenceCommand"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListConferenceConnectionTest: {
            items: components["schemas"]["ConferenceConnectionTest"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListConferenceEvidence: {
            items: components["schemas"]["ConferenceEvidence"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListConferenceGuest: {
            items: components["schemas"]["ConferenceGuest"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListConferenceMessage: {
            items: components["schemas"]["ConferenceMessage"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListConferencePollBody: {
            items: components["schemas"]["ConferencePollBody"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListConferenceQuestionBody: {
            items: components["schemas"]["ConferenceQuestionBody"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListConferenceRecordingBody: {
            items: components["schemas"]["ConferenceRecordingBody"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListConferenceReport: {
            items: components["schemas"]["ConferenceReport"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListConferenceRoomBody: {
            items: components["schemas"]["ConferenceRoomBody"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListConferenceRoomCoverage: {
            items: components["schemas"]["ConferenceRoomCoverage"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListConferenceSession: {
            items: components["schemas"]["ConferenceSession"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListConferenceStreamKey: {
            items: components["schemas"]["ConferenceStreamKey"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListDealsChange: {
            items: components["schemas"]["DealsChange"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListDealsPosting: {
            items: components["schemas"]["DealsPosting"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListDealsView: {
            items: components["schemas"]["DealsView"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListExhibitionExhibitionBody: {
            items: components["schemas"]["ExhibitionExhibitionBody"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListExhibitionHallLine: {
            items: components["schemas"]["ExhibitionHallLine"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListExhibitionQuestionBody: {
            items: components["schemas"]["ExhibitionQuestionBody"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListMeetingsDomain: {
            items: components["schemas"]["MeetingsDomain"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListMeetingsEntry: {
            items: components["schemas"]["MeetingsEntry"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListMeetingsFreeSlot: {
            items: components["schemas"]["MeetingsFreeSlot"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListMeetingsPreference: {
            items: components["schemas"]["MeetingsPreference"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListMeetingsSeat: {
            items: components["schemas"]["MeetingsSeat"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListMeetingsSuggestion: {
            items: components["schemas"]["MeetingsSuggestion"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListMeetingsView: {
            items: components["schemas"]["MeetingsView"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        "ListNextSlotsList-next-slotsResponse": {
            slots: components["schemas"]["MeetingsFreeSlot"][];
        };
        ListNotifyMail: {
            items: components["schemas"]["NotifyMail"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListNotifyNotice: {
            items: components["schemas"]["NotifyNotice"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListRailCapabilities: {
            items: components["schemas"]["RailCapabilities"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListScheduleView: {
            items: components["schemas"]["ScheduleView"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListSettlementBankStatement: {
            items: components["schemas"]["SettlementBankStatement"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListSettlementCase: {
            items: components["schemas"]["SettlementCase"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListSettlementClaim: {
            items: components["schemas"]["SettlementClaim"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListSettlementDayTotals: {
            items: components["schemas"]["SettlementDayTotals"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListSettlementDebt: {
            items: components["schemas"]["SettlementDebt"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListSettlementDocument: {
            items: components["schemas"]["SettlementDocument"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListSettlementException: {
            items: components["schemas"]["SettlementException"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListSettlementGlass: {
            items: components["schemas"]["SettlementGlass"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListSettlementHeldOrder: {
            items: components["schemas"]["SettlementHeldOrder"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListSettlementMessage: {
            items: components["schemas"]["SettlementMessage"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListSettlementNostro: {
            items: components["schemas"]["SettlementNostro"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListSettlementOrder: {
            items: components["schemas"]["SettlementOrder"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListSettlementPayout: {
            items: components["schemas"]["SettlementPayout"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListSettlementProposal: {
            items: components["schemas"]["SettlementProposal"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListSettlementQuote: {
            items: components["schemas"]["SettlementQuote"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListSettlementReason: {
            items: components["schemas"]["SettlementReason"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListSettlementReconciled: {
            items: components["schemas"]["SettlementReconciled"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListSettlementStanding: {
            items: components["schemas"]["SettlementStanding"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListSettlementSuspense: {
            items: components["schemas"]["SettlementSuspense"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        ListSettlementTaxRule: {
            items: components["schemas"]["SettlementTaxRule"][];
            /** @description Cursor of the page after; absent on the last. */
            next?: string;
        };
        MakeDepositDepositInBody: {
            amount: components["schemas"]["Money"];
            /**
             * @description The organization's own account, or lending. user if left out.
             * @enum {string}
             */
            for?: "user" | "funder";
        };
        MakePollNewPollInBody: {
            /** @description Several options may be chosen. */
            multiple?: boolean;
            /** @description At once; otherwise it is a draft. */
            open?: boolean;
            options: {
                [key: string]: string;
            }[] | null;
            question: {
                [key: string]: string;
            };
        };
        MakeStreamKeyNewKeyInBody: {
            /** @description What the stream is called in the room. */
            name: string;
            /**
             * @description whip sends into the room, whep shows it.
             * @enum {string}
             */
            use: "whip" | "whep";
        };
        MakeTokenMakeTokenInBody: {
            name: string;
        };
        MeetingsAvailabilityView: {
            busy: components["schemas"]["MeetingsBusyView"];
            /** @description Address of your own calendar; empty for none. */
            busyUrl: string;
            /** @description Starts of slots that are closed although within the hours. */
            closed: string[];
            /** @description Starts of slots that are open although outside the hours. */
            open: string[];
            slots: components["schemas"]["MeetingsOwnSlot"][];
            /** Format: int64 */
            v: number;
        };
        MeetingsBusyView: {
            /** Format: date-time */
            at?: string;
            /**
             * Format: int64
             * @description That take time during the exhibition.
             */
            events: number;
            /** @description A code: calendar_unreachable, calendar_address_private, calendar_too_large, calendar_unreadable; with ok calendar_partly_read. */
            problem?: string;
            /** @enum {string} */
            state: "none" | "ok" | "failed";
        };
        MeetingsChange: {
            /** @enum {string} */
            code: "becomes_scheduled" | "becomes_unscheduled" | "becomes_pending" | "still_waits" | "stays_unscheduled" | "keeps_time" | "slot_gone" | "off_grid" | "over_table" | "over_max";
            /** Format: int64 */
            count: number;
            /** @description Ids, at most 20. */
            meetings: string[];
        };
        MeetingsDay: {
            from: string;
            to: string;
            /**
             * Format: int64
             * @description 0 is Sunday.
             */
            weekday: number;
        };
        MeetingsDomain: {
            children: components["schemas"]["MeetingsLeaf"][];
            id: string;
            label: {
                [key: string]: string;
            };
        };
        MeetingsEntry: {
            /** @description Common free slots for a meeting that failed for technical reasons. */
            alternatives?: components["schemas"]["MeetingsSlotView"][];
            /**
             * @description The day on which it begins where the actor is.
             * @example 2026-11-23
             */
            date: string;
            /** Format: date-time */
            ends: string;
            id: string;
            /** @enum {string} */
            kind: "meeting" | "session";
            /** @description A part of it lies between 22:00 and 07:00 by the actor's clock. */
            night: boolean;
            /** @description It runs at the same time as an entry before it. */
            overlap: boolean;
            room?: string;
            /** Format: date-time */
            starts: string;
            state?: string;
            title: {
                [key: string]: string;
            };
            /**
             * Format: int64
             * @description Of the meeting, for If-Match.
             */
            v?: number;
            /** @description The other side of a meeting. */
            with?: components["schemas"]["MeetingsSide"];
        };
        MeetingsFreeSlot: {
            /** Format: date-time */
            ends: string;
            /** @description The start by the actor's clock, RFC 3339 with its offset. */
            mine: string;
            /** @description A part of it lies between 22:00 and 07:00 for one of the two. */
            night: boolean;
            /** Format: date-time */
            starts: string;
            /** @description The start by the other person's clock. */
            theirs: string;
        };
        MeetingsHours: {
            /** @description Days of the week that differ. */
            days?: components["schemas"]["MeetingsDay"][] | null;
            /** @example 08:00 */
            from: string;
            /**
             * @description 24:00 is midnight; not after from passes midnight.
             * @example 22:00
             */
            to: string;
            /**
             * @description IANA zone.
             * @example Europe/Berlin
             */
            zone: string;
        };
        MeetingsInterpreter: {
            pairs: components["schemas"]["MeetingsLanguagePair"][];
            person: string;
            /** @description None means always. */
            windows?: components["schemas"]["MeetingsWindow"][];
        };
        MeetingsLanguagePair: {
            /** @example zh */
            a: string;
            /** @example de */
            b: string;
        };
        MeetingsLeaf: {
            id: string;
            label: {
                [key: string]: string;
            };
        };
        MeetingsOrgTarget: {
            /** Format: int64 */
            max: number;
            /** Format: int64 */
            min: number;
            org: string;
        };
        MeetingsOriginal: {
            /** Format: date-time */
            at?: string;
            sides?: string[] | null;
            /** @enum {string} */
            state: "completed" | "no_show" | "technical_failure";
        };
        MeetingsOutcome: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            interest: number;
            /** @enum {string} */
            next: "rfq" | "sample" | "second_meeting" | "none";
            note?: string;
            org: string;
            person: string;
            /** @description A band of Budgets; empty is not said. */
            value?: string;
        };
        MeetingsOwnSlot: {
            /** Format: date-time */
            ends: string;
            /**
             * @description open and hours can be booked; night is outside your hours.
             * @enum {string}
             */
            free: "open" | "hours" | "closed" | "busy" | "meeting" | "night";
            /** @description The start by your own clock, RFC 3339 with its offset. */
            mine: string;
            /** Format: date-time */
            starts: string;
        };
        MeetingsPreference: {
            org: string;
            /** @enum {string} */
            want: "must" | "want" | "never";
        };
        MeetingsPresence: {
            /** Format: date-time */
            from: string;
            media: boolean;
            org?: string;
            person: string;
            /** Format: date-time */
            until?: string;
        };
        MeetingsProfileView: {
            budget: string;
            /** Format: date-time */
            deadline?: string;
            exhibition: string;
            hours: components["schemas"]["MeetingsHours"];
            languages: string[];
            /**
             * Format: int64
             * @description Meetings that you want at most; 0 is the exhibition's target.
             */
            max: number;
            /**
             * Format: int64
             * @description Meetings that you want at least; 0 is the exhibition's target.
             */
            min: number;
            needs: string[];
            offers: string[];
            org: string;
            person: string;
            role: string;
            territories: string[];
            /** Format: int64 */
            v: number;
        };
        MeetingsReason: {
            code: string;
            params?: {
                [key: string]: string;
            };
            text: {
                [key: string]: string;
            };
            /**
             * Format: double
             * @description Of a wish its share of the one-sided score, of a factor the factor.
             */
            value: number;
        };
        MeetingsReslot: {
            /** Format: date-time */
            at: string;
            org: string;
            /** Format: date-time */
            starts: string;
        };
        MeetingsSeat: {
            free: boolean;
            languages: string[];
            /**
             * Format: int64
             * @description Meetings to come.
             */
            load: number;
            name: string;
            person: string;
            /**
             * @description Why somebody else would be better; empty for no reason.
             * @enum {string}
             */
            reason: "busy" | "off_hours" | "other_language" | "";
        };
        MeetingsSettings: {
            /** Format: date-time */
            changed?: string;
            exhibition?: string;
            interpreters: components["schemas"]["MeetingsInterpreter"][];
            /** @description Participants read their own only. */
            orgTargets: components["schemas"]["MeetingsOrgTarget"][];
            /**
             * Format: int64
             * @description Requests of one organization that may wait for an answer.
             */
            quota: number;
            /** @enum {string} */
            requestMode: "opt_in" | "opt_out";
            /** @enum {string} */
            schedulingMode: "participants" | "organizer" | "auto";
            /**
             * Format: int64
             * @enum {integer}
             */
            slotMinutes: 15 | 20 | 30 | 45 | 60;
            /**
             * Format: int64
             * @description How many meetings at once; 0 is no limit.
             */
            tables: number;
            /** @description Of each person. */
            targets: components["schemas"]["MeetingsTargets"];
            /**
             * Format: int64
             * @description 0 as long as nothing was set.
             */
            v?: number;
            /** @description When meetings are held; none means the hours of the live phase. */
            windows: components["schemas"]["MeetingsWindow"][];
        };
        MeetingsSide: {
            org: string;
            orgName: {
                [key: string]: string;
            };
            person: string;
            personName: string;
            /** @description IANA zone of the person. */
            zone: string;
        };
        MeetingsSlot: {
            /** Format: date-time */
            ends: string;
            /** Format: date-time */
            starts: string;
        };
        MeetingsSlotIn: {
            /** Format: date-time */
            ends: string;
            /** Format: date-time */
            starts: string;
        };
        MeetingsSlotView: {
            /** Format: date-time */
            ends: string;
            /** @description The start by the invitee's clock. */
            invitee: string;
            night: boolean;
            /** @description The start by the requester's clock, RFC 3339 with offset. */
            requester: string;
            /** Format: date-time */
            starts: string;
        };
        MeetingsStep: {
            action: string;
            /** Format: date-time */
            at: string;
            /** @description The organization; absent if the program acted. */
            by?: string;
            person?: string;
            reason?: string;
            slots?: components["schemas"]["MeetingsSlot"][] | null;
        };
        MeetingsSuggestion: {
            booth?: string;
            country: string;
            /**
             * Format: int64
             * @description Slots in which both can meet.
             */
            freeSlots: number;
            languages: string[];
            org: string;
            orgName: {
                [key: string]: string;
            };
            /** @description Whom to ask. */
            person: string;
            reasons: components["schemas"]["MeetingsReason"][];
            /** Format: double */
            score: number;
            /**
             * @description What your own organization wants.
             * @enum {string}
             */
            want: "must" | "want" | "none";
        };
        MeetingsTargets: {
            /** Format: int64 */
            max: number;
            /** Format: int64 */
            min: number;
        };
        MeetingsVerdict: {
            /** Format: date-time */
            at: string;
            /** @description The organizer who said so against the evidence. */
            by?: string;
            /** @description What the evidence had said. */
            original?: components["schemas"]["MeetingsOriginal"];
            reason?: string;
            /** @description requester, invitee or both; platform if the program itself failed. */
            sides: string[] | null;
        };
        MeetingsView: {
            /** @description Common free slots for a meeting that was not held. After a technical failure either side may take one, after a no-show both have to take the same. */
            alternatives?: components["schemas"]["MeetingsSlotView"][];
            /** @description The organization whose turn it is. */
            awaiting?: string;
            booth?: string;
            chatOpen: boolean;
            /** Format: date-time */
            ends?: string;
            /** @description Who was in the room and when; organizers alone read it. */
            evidence?: components["schemas"]["MeetingsPresence"][];
            exhibition: string;
            /** Format: date-time */
            expires?: string;
            followUp: boolean;
            /** @description No schedule run moves it. */
            frozen?: boolean;
            history: components["schemas"]["MeetingsStep"][];
            id: string;
            /** @description The person who interprets it. */
            interpreter?: string;
            invitee: components["schemas"]["MeetingsSide"];
            item?: string;
            language: string;
            /** @description Cancelled less than 24 hours before. */
            late?: boolean;
            /** @description The meeting touches 22:00 to 07:00 for one side. */
            night: boolean;
            /** @description What your own side made of the meeting; only where one meeting is read. */
            outcome?: components["schemas"]["MeetingsOutcome"];
            reason: string;
            requester: components["schemas"]["MeetingsSide"];
            /** @description Which alternative each side would take after a no-show. */
            reslots?: components["schemas"]["MeetingsReslot"][];
            /** Format: int64 */
            revision: number;
            room?: string;
            /** Format: int64 */
            round: number;
            slots: components["schemas"]["MeetingsSlotView"][];
            /** Format: date-time */
            starts?: string;
            /** @enum {string} */
            state: "pending" | "declined" | "withdrawn" | "expired" | "superseded" | "accepted_unscheduled" | "unplaceable" | "scheduled" | "lobby_open" | "live" | "completed" | "no_show" | "technical_failure" | "cancelled";
            /** @description Where the exhibition has only so many at once. */
            table?: string;
            /** Format: int64 */
            v: number;
            verdict?: components["schemas"]["MeetingsVerdict"];
        };
        MeetingsWindow: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
        };
        ModerateRoomQuestionsModeratedInBody: {
            /** @description Questions wait for a moderator before others see them. */
            moderated: boolean;
        };
        Money: {
            /**
             * @description Decimal string with at most as many decimals as the currency has.
             * @example 1234.50
             */
            amount: string;
            /**
             * @description ISO 4217 code.
             * @example CNY
             */
            currency: string;
        };
        "MoveInDraftMove-in-draftRequest": {
            /** @description Whether it is to stay there; absent leaves that as it is. */
            frozen?: boolean;
            /** Format: int64 */
            slot: number;
        };
        MovePhaseMovePhaseInBody: {
            /** @enum {string} */
            phase: "call" | "setup" | "booking" | "matching" | "live" | "after_market" | "closed";
        };
        MoveRoomQuestionMoveQuestionInBody: {
            /** @enum {string} */
            state: "open" | "answering" | "answered" | "dismissed";
        };
        NameInterpretersSetInterpretersInBody: {
            /** @description Replaces the list before. */
            interpreters: components["schemas"]["ConferenceAssignment"][] | null;
        };
        NotifyHours: {
            /** @example 22:00 */
            from: string;
            /** @example 07:00 */
            to: string;
        } | null;
        NotifyMail: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            attempts: number;
            /**
             * Format: date-time
             * @description When it goes out, or is tried again.
             */
            due?: string;
            exhibition?: string;
            id: string;
            lang: string;
            lastError?: string;
            name?: string;
            /** @description The mails that a digest holds. */
            parts?: string[];
            person?: string;
            /** Format: date-time */
            sentAt?: string;
            /** @enum {string} */
            state: "kept" | "waiting" | "queued" | "sent" | "failed" | "bounced" | "collected";
            subject: string;
            text: string;
            to: string;
            /** @description Goes out at any hour. */
            urgent: boolean;
        };
        NotifyNotice: {
            /** Format: date-time */
            at: string;
            data?: {
                [key: string]: string;
            };
            entity: string;
            exhibition?: string;
            id: string;
            /** @description The page it is about. */
            path: string;
            read: boolean;
            title: {
                [key: string]: string;
            };
            /** @description entity.verb_past */
            type: string;
            /** Format: int64 */
            v: number;
        };
        NotifySettings: {
            /** @enum {string} */
            digest: "off" | "daily";
            /** @example 08:00 */
            digestAt: string;
            /** @description Sign-in links are mailed in any case. */
            mail: boolean;
            push: boolean;
            /** @description In the person's own zone; null: never quiet. */
            quiet: components["schemas"]["NotifyHours"];
            /** Format: int64 */
            v: number;
        };
        NotifySubscription: {
            /** Format: date-time */
            at: string;
            endpoint: string;
            id: string;
        };
        OfferAdvanceOfferInBody: {
            amount: components["schemas"]["Money"];
            milestone: string;
            /** @description Percent a year, such as 8.25; the only cost. */
            rate: string;
            /**
             * Format: date-time
             * @description The offer holds until then, at most 90 days; a week if left out.
             */
            until?: string;
        };
        "OpenCalendarOpen-calendarResponse": {
            /** @description Below the site; shown once. */
            path: string;
        };
        OpenDealOpenInBody: {
            /**
             * @description By the actor's role if absent.
             * @enum {string}
             */
            as?: "buyer" | "seller";
            booth?: string;
            /** @description Organization. */
            counterparty?: string;
            /** @description Needed if only a counterparty is named. */
            exhibition?: string;
            item?: string;
            /** @enum {string} */
            kind: "good" | "service" | "work";
            meeting?: string;
            title: string;
        };
        OpenDisputeOpenInBody: {
            /** @description A part of the milestone's amount; all of it if left out. The rest goes on. */
            contested?: components["schemas"]["Money"];
            milestone: string;
            /** @description What is wrong, for the other side and an arbitrator. It stays outside the ledger. */
            note?: string;
            /** @description One of the list of reasons. */
            reason: string;
        };
        OpenStageNewStageInBody: {
            /** Format: date-time */
            ends?: string;
            exhibition: string;
            /** @description Persons who run the stage beside the organizer. */
            hosts?: string[];
            name: {
                [key: string]: string;
            };
            /** Format: date-time */
            starts?: string;
        };
        OrderAgainAgainInBody: {
            /** @description The order to repeat; parties, commissions, currency and conditions are its own. */
            from: string;
            /** @description Those of that order if left out, with later days to ship by. */
            milestones?: components["schemas"]["SettlementAmendedMilestone"][];
        };
        "OverrideVerdictOverride-verdictRequest": {
            reason: string;
            /** @description requester, invitee or both; platform if the program itself failed. */
            sides: string[];
            /** @enum {string} */
            state: "completed" | "no_show" | "technical_failure";
        };
        PayQuotePayInBody: {
            /** @description All that is missing if left out. */
            amount?: components["schemas"]["Money"];
        };
        PreviewMeetingSettingsChangesOutBody: {
            changes: components["schemas"]["MeetingsChange"][];
        };
        RailCapabilities: {
            /** @description The custody account as statements name it. */
            account: string;
            /**
             * Format: int64
             * @description Payments in one file.
             */
            batch: number;
            /** @description Payers can be simulated. */
            collects: boolean;
            /** @description Empty: all. */
            currencies: string[];
            /** @description Time of day, UTC, until which a file is carried out the same day. */
            cutOff: string;
            /** @description Formats it takes and gives. */
            files: string[];
            /**
             * Format: int64
             * @description Minor units in one payment, in any currency.
             */
            largest: number;
            /** @description Short, for account names: letters, digits, - and _. */
            name: string;
            /** @description What every screen and document must say. */
            notice?: string;
            realMoney: boolean;
            /** @description A payment can be called back. */
            recalls: boolean;
        };
        ReadPushKeyKeyOutBody: {
            /** @description applicationServerKey of the Push API, in base64url. */
            key: string;
        };
        "RecordOutcomeRecord-outcomeRequest": {
            /** Format: int64 */
            interest: number;
            /** @enum {string} */
            next: "rfq" | "sample" | "second_meeting" | "none";
            note?: string;
            /** @description under_50k, 50k_250k, 250k_1m or over_1m; empty is not said. */
            value?: string;
        };
        RejectOrganizationOrganizationReasonInBody: {
            /** @description The organization reads it. */
            reason: string;
        };
        RemoveParticipantSendAwayInBody: {
            reason?: string;
        };
        RepayAdvanceRepayInBody: {
            /** @description All that is owed today if left out. */
            amount?: components["schemas"]["Money"];
        };
        ReportParticipantFiledOutBody: {
            /** Format: date-time */
            at: string;
            id: string;
        };
        ReportParticipantNewReportInBody: {
            message?: string;
            /** @description Against whom; follows from the message if one is named. */
            participant?: string;
            reason: string;
        };
        "RepresentMeetingRepresent-meetingRequest": {
            person: string;
        };
        RequestLinkRequestLinkInBody: {
            email: string;
            lang?: string;
        };
        RequestLinkRequestLinkOutBody: {
            /** @description Always true: whether the address has an account is not told. */
            sent: boolean;
        };
        RequestPayoutRequestInBody: {
            amount: components["schemas"]["Money"];
            /**
             * @description The organization's own money, or what it lends from. user if left out.
             * @enum {string}
             */
            for?: "user" | "funder";
        };
        RequestQuoteRequestInBody: {
            /** @description To pay in, ISO 4217. */
            currency: string;
            /**
             * Format: int64
             * @description By so much a later rate may be worse without asking again, should the money come late; agreed to with the quote.
             */
            toleranceBasisPoints?: number;
        };
        RescheduleMeetingStartsInBody: {
            /** Format: date-time */
            starts: string;
        };
        ReslotMeetingStartsInBody: {
            /** Format: date-time */
            starts: string;
        };
        ResolveExceptionResolveInBody: {
            /** @description How it was dealt with. */
            reason: string;
        };
        ResolvePayoutResolveInBody: {
            /** @description Reference of what shows it, such as a bank's letter. */
            evidence: string;
            /** @enum {string} */
            to: "SETTLED" | "REJECTED";
        };
        ResolveReportResolveInBody: {
            /** @description What was done. */
            reason?: string;
            resolved: boolean;
        };
        ReturnSuspenseReturnInBody: {
            /** @description Reference of the sender's account, if the bank did not say it. */
            account?: string;
        };
        RoomTicketPassOutBody: {
            /** Format: date-time */
            expires: string;
            iceServers: components["schemas"]["RoomsICEServer"][];
            participant: string;
            /** @description For one WebSocket, for a minute. */
            ticket: string;
            /** @description For the first message. */
            token: string;
            url: string;
        };
        RoomsArgument: {
            name: string;
            oneOf?: string[] | null;
            required: boolean;
            rest?: boolean;
            several?: boolean;
        };
        RoomsICEServer: {
            credential?: string;
            urls: string[] | null;
            username?: string;
        };
        "SaveAvailabilitySave-availabilityRequest": {
            /** @example https://calendar.example/me.ics */
            busyUrl?: string;
            closed: string[];
            open: string[];
        };
        SaveProfileProfileInBody: {
            /** @description under_50k, 50k_250k, 250k_1m or over_1m; empty is not said. */
            budget: string;
            /** Format: date-time */
            deadline?: string;
            hours: components["schemas"]["MeetingsHours"];
            languages: string[];
            /** Format: int64 */
            max?: number;
            /** Format: int64 */
            min?: number;
            /** @description Ids of the taxonomy, of either level. */
            needs: string[];
            offers?: string[];
            /** @enum {string} */
            role: "buy" | "license" | "coproduce" | "invest" | "sell";
            /** @description ISO 3166-1 alpha-2; none means everywhere. */
            territories: string[];
        };
        ScheduleAttendee: {
            exhibits: boolean;
            id: string;
            /**
             * Format: int64
             * @description 0 is no limit.
             */
            max: number;
            /** Format: int64 */
            min: number;
            name: string;
            org: string;
            orgName: {
                [key: string]: string;
            };
            /** @description In which the person can meet. */
            slots: number[];
            zone: string;
        };
        ScheduleChange: {
            /** @description A meeting, or the wish of one, that is called off. */
            cancel?: string;
            person?: string;
            /** @description Starts of the slots in which the person is no longer available. */
            slots?: string[] | null;
            /** @description A person all of whose meetings are called off. */
            withdraw?: string;
        };
        ScheduleCounts: {
            /** Format: int64 */
            meetings: number;
            /**
             * Format: int64
             * @description Who have a meeting.
             */
            people: number;
            /** Format: int64 */
            unmetMust: number;
            /** Format: int64 */
            unmetWant: number;
        };
        ScheduleDiff: {
            added: components["schemas"]["ScheduleLine"][];
            moved: components["schemas"]["ScheduleMoved"][];
            removed: components["schemas"]["ScheduleLine"][];
        };
        ScheduleExplanation: {
            fix: components["schemas"]["ScheduleFix"][];
            /** @description In every slot. */
            general: components["schemas"]["ScheduleObstacle"][];
            slots: components["schemas"]["ScheduleSlotObstacles"][];
            wish: string;
        };
        ScheduleFailure: {
            code: string;
            detail?: string;
            /** @description Of the subject, if it has one. */
            name?: string;
            /** @description The id of the person, wish or table, or the number of the slot. */
            subject?: string;
        };
        ScheduleFix: {
            kind: string;
            name?: string;
            /**
             * Format: int64
             * @description Where it helps, or where a meeting moves; -1 where none is meant.
             */
            slot: number;
            /**
             * Format: date-time
             * @description Of that slot.
             */
            starts?: string;
            subject?: string;
        };
        ScheduleHeadline: {
            /**
             * Format: double
             * @description (value − bound) / max(1, value).
             */
            gap: number;
            level: string;
        };
        ScheduleInterpreter: {
            id: string;
            name: string;
            pairs: components["schemas"]["SchedulePair"][];
            slots: number[];
        };
        ScheduleLevelProof: {
            /**
             * Format: int64
             * @description No timetable that is as good on all earlier levels has less.
             */
            bound: number;
            /** @enum {string} */
            by: "relaxation" | "search";
            /** @enum {string} */
            level: "unmetMust" | "unmetWant" | "fairness" | "night" | "breaks" | "roomChanges";
            proven: boolean;
            /** Format: int64 */
            value: number;
        };
        ScheduleLine: {
            /** Format: date-time */
            ends: string;
            frozen: boolean;
            interpreter?: string;
            interpreterName?: string;
            meeting?: string;
            /** @description Of the people, in their order. */
            names: string[];
            /** @description Of the people's organizations, in their order. */
            orgNames: {
                [key: string]: string;
            }[];
            people: string[];
            /** Format: date-time */
            starts: string;
            table?: string;
            wish: string;
        };
        ScheduleLost: {
            code: string;
            invitee: components["schemas"]["ScheduleParty"];
            requester: components["schemas"]["ScheduleParty"];
            /** Format: date-time */
            starts?: string;
            wish: string;
        };
        ScheduleMoved: {
            from: components["schemas"]["ScheduleLine"];
            to: components["schemas"]["ScheduleLine"];
        };
        ScheduleObstacle: {
            /** @description The wish that is in the way. */
            by?: string;
            byName?: string;
            code: string;
            name?: string;
            /** @description A person, an organization, or a pair of languages. */
            subject?: string;
        };
        ScheduleOwnCause: {
            /** @enum {string} */
            code: "person_away" | "person_busy" | "person_max" | "company_max";
            name?: string;
            /**
             * Format: int64
             * @description In how many slots to come.
             */
            slots?: number;
            /** @description The person, or your organization. */
            subject: string;
        };
        ScheduleOwnStep: {
            /** @enum {string} */
            kind: "free_slot";
            person: string;
            /** Format: date-time */
            starts: string;
        };
        SchedulePair: {
            a: string;
            b: string;
        };
        ScheduleParty: {
            org: string;
            orgName: {
                [key: string]: string;
            };
        };
        SchedulePlaced: {
            frozen: boolean;
            interpreter?: string;
            language?: string;
            /** @enum {string} */
            level: "must" | "want";
            /** @description Absent if the run adds it. */
            meeting?: string;
            /** @description A part of it lies between 22:00 and 07:00 for somebody. */
            night: boolean;
            people: string[];
            /** Format: int64 */
            slot: number;
            table?: string;
            wish: string;
        };
        ScheduleProgress: {
            /** @description In their order; each outweighs all that follow. */
            levels: components["schemas"]["ScheduleLevelProof"][];
            /** Format: int64 */
            moves: number;
            /** Format: int64 */
            placed: number;
            /**
             * Format: double
             * @description Since the run began.
             */
            seconds: number;
            /** Format: int64 */
            wishes: number;
        };
        SchedulePublication: {
            /** Format: int64 */
            done: number;
            /** @enum {string} */
            phase: "release" | "take" | "settle" | "letters" | "abandon";
            /** Format: int64 */
            total: number;
        };
        ScheduleSlotObstacles: {
            /** @description None: it is free. */
            obstacles: components["schemas"]["ScheduleObstacle"][];
            /** Format: int64 */
            slot: number;
        };
        ScheduleSlotsBody: {
            slots: components["schemas"]["ScheduleSlotObstacles"][];
        };
        ScheduleTimeSlot: {
            /**
             * @description At the venue.
             * @example 2026-11-23
             */
            day: string;
            /** Format: date-time */
            ends: string;
            /** Format: date-time */
            starts: string;
        };
        ScheduleTimetable: {
            interpreters: components["schemas"]["ScheduleInterpreter"][];
            meetings: components["schemas"]["SchedulePlaced"][];
            people: components["schemas"]["ScheduleAttendee"][];
            run?: string;
            slots: components["schemas"]["ScheduleTimeSlot"][];
            /**
             * Format: int64
             * @description How many meetings at once; 0 is no limit.
             */
            tables: number;
            unmet: components["schemas"]["ScheduleUnmet"][];
        };
        ScheduleUnmet: {
            /** @enum {string} */
            level: "must" | "want";
            people: string[];
            /** @description What stood against it at last. */
            reason: string;
            /** Format: int64 */
            value: number;
            wish: string;
        };
        ScheduleView: {
            /** Format: date-time */
            at: string;
            /** @description The program began it and publishes it by itself. */
            auto: boolean;
            /** @description The published run that it starts from. */
            base?: string;
            by: string;
            byName?: string;
            counts: components["schemas"]["ScheduleCounts"];
            /** Format: date-time */
            ended?: string;
            exhibition: string;
            headline: components["schemas"]["ScheduleHeadline"];
            id: string;
            /** @enum {string} */
            keep: "frozen" | "all" | "none";
            /** @enum {string} */
            kind: "solve" | "repair" | "edit" | "restore";
            lost: components["schemas"]["ScheduleLost"][];
            problem?: components["schemas"]["ScheduleFailure"];
            progress: components["schemas"]["ScheduleProgress"];
            /**
             * Format: date-time
             * @description When readers began to see it.
             */
            published?: string;
            publishing?: components["schemas"]["SchedulePublication"];
            restores?: string;
            /** Format: int64 */
            seconds?: number;
            /** @enum {string} */
            state: "solving" | "draft" | "failed" | "cancelled" | "publishing" | "published" | "superseded";
            /** Format: int64 */
            v: number;
        };
        ScheduleWhy: {
            /** @description What you can do yourself. */
            fix: components["schemas"]["ScheduleOwnStep"][];
            meeting?: string;
            /** @description What is in the way on your own side, whatever the other side. */
            own: components["schemas"]["ScheduleOwnCause"][];
            /** @enum {string} */
            state: "met" | "never_asked" | "waiting" | "no_slot";
        };
        ScreeningMatch: {
            /** @description The entry's id there. */
            id: string;
            name: string;
            /** @description The name of the party that resembles it most. */
            of: string;
            /**
             * Format: int64
             * @description Percent.
             */
            score: number;
            /** @description Which list: ofac, eu, un. */
            source: string;
        };
        ScreeningSource: {
            /** @description ofac, eu or un. */
            name: string;
            /**
             * Format: int64
             * @description Listed names, aliases included.
             */
            names: number;
        };
        SendMeetingRequestRequestInBody: {
            booth?: string;
            exhibition: string;
            /** @description The two organizations have met before. */
            followUp?: boolean;
            /** @description Organization. */
            invitee: string;
            item?: string;
            /** @example en */
            language: string;
            /** @description Whom to meet; whoever answers there if absent. */
            person?: string;
            reason: string;
            /** @description At least one, but where the organizers schedule. */
            slots: components["schemas"]["MeetingsSlotIn"][];
        };
        SetDutySetDutyInBody: {
            onDuty: boolean;
        };
        SetHoursSetHoursInBody: {
            hours: components["schemas"]["ExhibitionHours"][];
            /** @description The booth's zone stays if left out. */
            zone?: string;
        };
        "SetPreferenceSet-preferenceRequest": {
            /** @enum {string} */
            want: "must" | "want" | "never" | "none";
        };
        SetPreferencesItem: {
            org: string;
            /** @enum {string} */
            want: "must" | "want" | "never" | "none";
        };
        "SetPreferencesSet-preferencesRequest": {
            list: components["schemas"]["SetPreferencesItem"][];
        };
        SetRolesSetRolesInBody: {
            roles: ("organizer" | "exhibitor" | "buyer" | "interpreter" | "moderator")[];
        };
        SetSlowModeSlowInBody: {
            /**
             * Format: int64
             * @description Between two messages of one person; 0: off.
             */
            seconds: number;
        };
        SetWordsSetWordsInBody: {
            /** @description Whole words; anywhere in scripts without spaces. Case, width and accents do not matter. */
            words: string[] | null;
        };
        SettlementAdvance: {
            /** @description Offered. */
            amount: components["schemas"]["Money"];
            /** Format: date-time */
            disbursed?: string;
            /**
             * Format: date-time
             * @description When the release of the milestone is to be expected, if that can be said.
             */
            expected?: string;
            funder: components["schemas"]["SettlementPartyView"];
            id: string;
            /** @description Accrued by today and not paid. */
            interest: components["schemas"]["Money"];
            /** @description What the reader may do now: accept, decline, withdraw, repay, approve, write-off. */
            may: string[];
            /** @description Asked about; it is paid back out of any of the order. */
            milestone: string;
            notice?: string;
            order: string;
            /** @description What would end it today. */
            owed: components["schemas"]["Money"];
            /** @description Interest the funder has got. */
            paid: components["schemas"]["Money"];
            /** @description Outstanding. */
            principal: components["schemas"]["Money"];
            proposed?: components["schemas"]["SettlementProposal"][] | null;
            /** @description Percent a year, simple, on 365 days; there are no other costs. */
            rate: string;
            sandbox: boolean;
            seller: components["schemas"]["SettlementPartyView"];
            /** @enum {string} */
            state: "OFFERED" | "ACCEPTED" | "DISBURSED" | "ACCRUING" | "RECOURSE" | "REPAID" | "WRITTEN_OFF" | "WITHDRAWN" | "DECLINED" | "EXPIRED";
            /** @description Of the milestone. */
            title: string;
            /**
             * Format: date-time
             * @description The offer holds until then.
             */
            until: string;
            /**
             * Format: int64
             * @description Version of the order, for If-Match.
             */
            v: number;
        };
        SettlementAmendedMilestone: {
            amount: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description To be shipped by then; afterwards the buyer may cancel.
             */
            due?: string;
            /**
             * Format: int64
             * @description The usual time if it is 0.
             */
            inspectionDays?: number;
            /**
             * Format: int64
             * @description Pieces of equal price that can be accepted one by one.
             */
            quantity?: number;
            /** @description Silence after the inspection counts as acceptance. */
            silenceAccepts?: boolean;
            title: string;
        };
        SettlementAppealView: {
            by: string;
            reason?: string;
        };
        SettlementBalance: {
            /** @description Free to be paid out. */
            available: components["schemas"]["Money"];
            /** @description Kept back because compliance has blocked the organization. */
            blocked: components["schemas"]["Money"];
            currency: string;
            /** @description Owed since more was called back than there was, or since an order ended with early payment on it; no payout is made before it is paid. */
            debt: components["schemas"]["Money"];
            /** @description In payouts under way. */
            leaving: components["schemas"]["Money"];
            /** @description Held for payouts that wait for approval. */
            requested: components["schemas"]["Money"];
            /** @description Kept back of releases until nobody may call the money back. */
            reserve: components["schemas"]["Money"];
            /** @description Of which orders the reserve is, and until when. */
            reserves?: components["schemas"]["SettlementReserved"][] | null;
        };
        SettlementBalances: {
            /** Format: int64 */
            asOf: number;
            items: components["schemas"]["SettlementBalance"][];
        };
        SettlementBankStatement: {
            account: string;
            closing?: components["schemas"]["Money"];
            /**
             * Format: int64
             * @description Number of lines.
             */
            count: number;
            currency: string;
            /** @description Of the closing balance. */
            day: string;
            /** @description Open ones about it and its lines; left out in lists. */
            exceptions?: components["schemas"]["SettlementException"][] | null;
            /** @description SHA-256 of the file. */
            file: string;
            format: string;
            id: string;
            lines?: components["schemas"]["SettlementBankStatementLine"][] | null;
            /** @description As the bank calls it. */
            number: string;
            opening?: components["schemas"]["Money"];
            /** Format: int64 */
            page?: number;
            /** @description Code of why opening balance and lines do not make the closing balance. */
            proof?: string;
            /** Format: date-time */
            received: string;
            /**
             * Format: int64
             * @description Running number, if the bank gives one.
             */
            seq?: number;
            /**
             * @description taken: its lines count. held: it does not prove itself. foreign: of an account that is none of ours.
             * @enum {string}
             */
            state: "taken" | "held" | "foreign";
        };
        SettlementBankStatementLine: {
            /** @description Negative went out. */
            amount: components["schemas"]["Money"];
            /**
             * @description Absent: nothing came of it yet.
             * @enum {string}
             */
            became?: "receipt" | "suspense" | "payout" | "return" | "reversal" | "claim" | "won" | "known" | "undone";
            booked: boolean;
            day: string;
            endToEnd?: string;
            key: string;
            /** @description Order, payout or money in suspense. */
            of?: string;
            party?: string;
            partyAccount?: string;
            reason?: string;
            /** @description The bank's own reference. */
            ref?: string;
            reference?: string;
            reversal?: boolean;
            value?: string;
        };
        SettlementCase: {
            buyer: components["schemas"]["SettlementPartyView"];
            dispute: components["schemas"]["SettlementDispute"];
            /** @description The order is stopped: its clocks stand still. */
            held: boolean;
            order: string;
            seller: components["schemas"]["SettlementPartyView"];
            title: string;
        };
        SettlementClaim: {
            amount: components["schemas"]["Money"];
            buyer: components["schemas"]["SettlementPartyView"];
            /** Format: date-time */
            changed: string;
            /**
             * Format: date-time
             * @description Uncontested it is lost then.
             */
            contestUntil: string;
            /** @description What shows how the bank has decided, as two people have said. A claim that has not ended is won and waits for the money. */
            decided?: string;
            evidence?: string;
            id: string;
            /** @enum {string} */
            kind: "chargeback" | "recall" | "reversal";
            /** @description What the reader may do now: contest, concede, decide (with a second person). */
            may: string[];
            notice?: string;
            /** Format: date-time */
            opened: string;
            order: string;
            /** @description What makers have proposed to say of the bank's decision; for those who clear and audit. */
            proposed?: components["schemas"]["SettlementProposal"][] | null;
            /** @description Of the bank's notice. */
            ref?: string;
            sandbox: boolean;
            seller: components["schemas"]["SettlementPartyView"];
            /** @enum {string} */
            state: "OPEN" | "CONTESTED" | "WON" | "LOST";
            /** @description Where it was taken from; the parts sum to the amount. */
            taken: components["schemas"]["SettlementClawback"];
            /** @description Of the order. */
            title?: string;
            /**
             * Format: int64
             * @description Version of the order, for If-Match.
             */
            v: number;
        };
        SettlementClawback: {
            /** @description Of what the buyer had had back. */
            buyer: components["schemas"]["Money"];
            buyerDebt: components["schemas"]["Money"];
            escrow: components["schemas"]["Money"];
            reserve: components["schemas"]["Money"];
            /** @description Of what the seller had available. */
            seller: components["schemas"]["Money"];
            /** @description What the seller owes since. */
            sellerDebt: components["schemas"]["Money"];
        };
        SettlementContestBody: {
            /** @description A part of the milestone's amount; all of it if left out. The rest goes on. */
            contested?: components["schemas"]["Money"];
            /** @description What is wrong, for the other side and an arbitrator. It stays outside the ledger. */
            note?: string;
            /** @description One of the list of reasons. */
            reason: string;
        };
        SettlementDayTotals: {
            /** @description Left escrow because a bank took it back. */
            chargedBack: components["schemas"]["Money"];
            currency: string;
            /** @description YYYY-MM-DD */
            day: string;
            funded: components["schemas"]["Money"];
            /** @description In escrow, contested money included, at the end of the day. */
            held: components["schemas"]["Money"];
            /** @description Left escrow for buyers. */
            refunded: components["schemas"]["Money"];
            /** @description Left escrow for sellers, commissions, tax and funders. */
            released: components["schemas"]["Money"];
        };
        SettlementDebt: {
            amount: components["schemas"]["Money"];
            org: string;
            /** @description What makers have proposed to write off. */
            proposed?: components["schemas"]["SettlementProposal"][] | null;
        };
        SettlementDeposit: {
            amount: components["schemas"]["Money"];
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            for: "user" | "funder";
            notice?: string;
            sandbox: boolean;
        };
        SettlementDetail: {
            name: string;
            /**
             * Format: int64
             * @description As the command has it: minor units, basis points or milliseconds since 1970.
             */
            number?: number;
            text?: string;
        };
        SettlementDispute: {
            appeal?: components["schemas"]["SettlementAppealView"];
            clocks: components["schemas"]["SettlementDisputeClocks"];
            /** @description Frozen until the dispute ends; the buyer's part of the commissions on it is frozen with it. */
            contested: components["schemas"]["Money"];
            evidence: components["schemas"]["SettlementEvidenceView"][];
            id: string;
            /** @description What the reader may do now: offer, accept, escalate, evidence, decide, confirm, appeal, withdraw. */
            may: string[];
            milestone: string;
            note?: string;
            offers: components["schemas"]["SettlementSplitOffer"][];
            /** Format: date-time */
            opened: string;
            /** @description buyer, seller, or system if nobody answered in time. */
            openedBy: string;
            /** @description As in the list of reasons. */
            reason: string;
            /** @description While it waits for a second arbitrator only arbitrators see it. */
            ruling?: components["schemas"]["SettlementRuling"];
            /** @enum {string} */
            state: "NEGOTIATION" | "EVIDENCE" | "RULED" | "DECIDED" | "APPEALED" | "SETTLED" | "EXECUTED" | "WITHDRAWN";
            /**
             * Format: int64
             * @description The order's version.
             */
            v: number;
        };
        SettlementDisputeClocks: {
            /**
             * Format: date-time
             * @description Afterwards the ruling is carried out.
             */
            appealUntil?: string;
            /**
             * Format: date-time
             * @description It escalates by itself.
             */
            escalatesAt: string;
            /** Format: date-time */
            evidenceUntil?: string;
            /**
             * Format: date-time
             * @description Afterwards either side may escalate.
             */
            negotiateUntil: string;
        };
        SettlementDocument: {
            amount?: components["schemas"]["Money"];
            available: boolean;
            /** @description Which one, of receipts: block and entry. */
            entry?: string;
            /** Format: date-time */
            issued?: string;
            /** @enum {string} */
            kind: "confirmation" | "proforma" | "receipt" | "invoice" | "credit_note" | "tax_certificate" | "statement";
            /** @description Which one, of kinds that an order has several of. */
            milestone?: string;
            number?: string;
        };
        SettlementDraft: {
            /**
             * Format: date-time
             * @description It ends by itself then.
             */
            answerBy?: string;
            buyerAgrees: boolean;
            /** @description The order it repeats. */
            from?: string;
            sellerAgrees: boolean;
            /** @description What the side that does not agree now agreed to last, or else the order it repeats; to tell what has changed. Titles that are not known are empty. */
            was?: components["schemas"]["SettlementAmendedMilestone"][] | null;
        };
        SettlementEvent: {
            actor: components["schemas"]["SettlementEventActor"];
            amount?: components["schemas"]["Money"];
            /** Format: date-time */
            at: string;
            /** @description What became of it: done, or the reason of the refusal. */
            code: string;
            milestone?: string;
            /** @description What was said to go with it, such as the number of a consignment note. */
            note?: string;
            /** Format: int64 */
            seq: number;
            /** @description Who got it, where escrow was paid out to several. */
            shares?: components["schemas"]["SettlementShare"][];
            /** @description State of the order or milestone afterwards, if it changed. */
            to?: string;
            type: string;
        };
        SettlementEventActor: {
            org?: string;
            person?: string;
            role: string;
        };
        SettlementEvidenceView: {
            /** Format: date-time */
            at: string;
            by: string;
            kind: string;
            note?: string;
            ref?: string;
        };
        SettlementException: {
            account?: string;
            amount?: components["schemas"]["Money"];
            /** @description What that person is called. */
            by?: string;
            day?: string;
            /**
             * @description Why, where the system has closed it: another statement came under its number, what it follows from has come, the bank has taken it back, the account proves again, a statement has it now.
             * @enum {string}
             */
            ended?: "replaced" | "followed" | "taken_back" | "proven" | "stated";
            file?: string;
            id: string;
            /** @description Stable code: line_unknown, line_early, line_batch, line_refused, line_unstated, amount_differs, paid_twice, payout_ended, receipt_reversed, answer_refused, answer_unknown, recall_asked, file_differs, account_unknown, nostro_difference, or why a file or statement was not believed. */
            kind: string;
            line?: string;
            /** Format: date-time */
            opened: string;
            /** @description That the line names, or that it was paid for. */
            order?: string;
            payout?: string;
            reason?: string;
            /** Format: date-time */
            resolved?: string;
            resolvedBy?: string;
            /** @description What the words say. */
            says?: components["schemas"]["SettlementParticular"][];
            /** @enum {string} */
            state: "open" | "resolved";
            statement?: string;
            /** Format: int64 */
            v: number;
            /** @description On record, in English. */
            words?: string;
        };
        SettlementFee: {
            buyer: components["schemas"]["Money"];
            /** Format: int64 */
            exchangeBasisPoints: number;
            /** @enum {string} */
            paidBy: "buyer" | "seller" | "split";
            /** Format: int64 */
            platformBasisPoints: number;
            seller: components["schemas"]["Money"];
            total: components["schemas"]["Money"];
        };
        SettlementFinanceable: {
            /** @description The milestone's. */
            amount: components["schemas"]["Money"];
            asked: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description When its release is to be expected, if that can be said: after the day to ship by and the inspection.
             */
            expected?: string;
            milestone: string;
            /** @description May be advanced on it now. */
            most: components["schemas"]["Money"];
            order: string;
            seller: components["schemas"]["SettlementPartyView"];
            /** Format: date-time */
            shipBy?: string;
            /** Format: date-time */
            since: string;
            /** @description Of the milestone: PLANNED is agreed and not paid, FUNDED and later lies in escrow. */
            state: string;
            title: string;
            /**
             * Format: int64
             * @description Version of the order, for If-Match.
             */
            v: number;
        };
        SettlementFinancing: {
            /** Format: int64 */
            asOf: number;
            /** @description The funder's own money. */
            has: components["schemas"]["SettlementLendable"][];
            /** @description The own offers and advances, the newest first. */
            mine: components["schemas"]["SettlementAdvance"][];
            /** @description What sellers have asked for, the newest first. */
            open: components["schemas"]["SettlementFinanceable"][];
        };
        SettlementGlass: {
            /** Format: date-time */
            at: string;
            /** @description What that person is called. */
            name?: string;
            person: string;
            reason: string;
            role: string;
            /** Format: date-time */
            until: string;
            /** @description It is in the reader's hand. */
            yours: boolean;
        };
        SettlementHalf: {
            /** @description False: proposed, and a checker has to give the same. */
            done: boolean;
        };
        SettlementHalfway: {
            /** @description False: it is proposed, another person has to confirm it. */
            done: boolean;
        };
        SettlementHead: {
            /** Format: date-time */
            at?: string;
            hash: string;
            /** Format: int64 */
            seq: number;
        };
        SettlementHeldOrder: {
            buyer: components["schemas"]["SettlementPartyView"];
            /** @description What lies still. */
            escrow: components["schemas"]["Money"];
            hold: components["schemas"]["SettlementHoldView"];
            /** @description What the reader may do now: lift, which compliance proposes and a checker confirms. */
            may: string[];
            order: string;
            seller: components["schemas"]["SettlementPartyView"];
            title: string;
            /**
             * Format: int64
             * @description The order's version.
             */
            v: number;
        };
        SettlementHoldView: {
            /** Format: date-time */
            at: string;
            /** @description Nobody: the system. */
            by?: string;
            /** @description Compliance has proposed to let it go on; a checker has to confirm. */
            lift?: components["schemas"]["SettlementProposal"];
            /** @description What that person is called. */
            name?: string;
            reason: string;
            role: string;
        };
        SettlementImported: {
            /**
             * Format: int64
             * @description Answers to payment files.
             */
            answers: number;
            /** @description SHA-256 of its bytes. */
            file: string;
            /** @enum {string} */
            format: "camt.053" | "camt.054" | "camt.056" | "pain.002" | "mt940" | "csv";
            /** @description The file had come before, and nothing followed from it now. */
            known?: boolean;
            /** Format: int64 */
            lines: number;
            /** @description The sender's own id of the file. */
            message?: string;
            /**
             * Format: int64
             * @description Lines that no file had told before.
             */
            new: number;
            /**
             * Format: int64
             * @description Requests to give payments back.
             */
            recalls: number;
            /** Format: date-time */
            received: string;
            statements: components["schemas"]["SettlementBankStatement"][];
            /**
             * Format: int64
             * @description Lines that do not count: of a statement that is held, or of an account that is none of ours.
             */
            uncounted?: number;
            version?: string;
        };
        SettlementInTransit: {
            amount: components["schemas"]["Money"];
            line?: string;
            payout?: string;
            /** @enum {string} */
            why: "notice" | "evidence";
        };
        SettlementLendable: {
            available: components["schemas"]["Money"];
            lent: components["schemas"]["Money"];
            /** @description Held behind offers. */
            offered: components["schemas"]["Money"];
            /** @description Held for payouts that wait for approval. */
            requested: components["schemas"]["Money"];
        };
        SettlementMessage: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            by: "buyer" | "seller" | "logistics" | "clearing_maker" | "clearing_checker" | "arbitrator";
            id: string;
            /** @description The reader wrote it. */
            mine?: boolean;
            text: string;
        };
        SettlementMilestone: {
            amount: components["schemas"]["Money"];
            /** @description At most so much the seller wants early; for the seller. */
            askedEarly?: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description To be shipped by then; afterwards the buyer may cancel.
             */
            due?: string;
            evidence?: string;
            /** @description May be paid early on it now; for the seller. */
            financeable?: components["schemas"]["Money"];
            /** @description In escrow for it. */
            held: components["schemas"]["Money"];
            id: string;
            /**
             * Format: date-time
             * @description End of the inspection that runs.
             */
            inspectUntil?: string;
            /**
             * Format: int64
             * @description Length of the inspection.
             */
            inspectionDays?: number;
            /** @description What the reader may do now: ship, deliver, accept, accept-part, reject, dispute, approve-release, cancel. */
            may: string[];
            /** @description The milestone agreed on that it is a part of. */
            partOf?: string;
            /** @description With the buyer's part of the commissions. */
            payable: components["schemas"]["Money"];
            proposedBy?: string;
            /**
             * Format: int64
             * @description Pieces it is made of, each of which can be accepted alone.
             */
            quantity?: number;
            /** @description Silence until then is acceptance; otherwise it is a dispute. */
            silenceAccepts: boolean;
            /** @enum {string} */
            state: "PLANNED" | "FUNDED" | "SHIPPED" | "INSPECTION" | "DISPUTED" | "ACCEPTED" | "RELEASED" | "SPLIT" | "REFUNDED" | "CANCELLED";
            title: string;
            /** @description The release is above the limit and needs a maker and a checker. */
            twoPeople: boolean;
            /** @description Of a split one: what the seller got; the rest went back. */
            won?: components["schemas"]["Money"];
        };
        SettlementNostro: {
            account: string;
            /**
             * Format: int64
             * @description Number of the ledger block it was proven at.
             */
            asOf: number;
            /** Format: date-time */
            at: string;
            /** @description What the ledger says lies at the bank. */
            book: components["schemas"]["Money"];
            /** @description What the last statement says. */
            closing: components["schemas"]["Money"];
            currency: string;
            /** @description Of the statement it rests on: the last one up to the day asked for. */
            day: string;
            /** @description The last 60 days with a statement, the oldest first. */
            days: components["schemas"]["SettlementNostroDay"][];
            /** @description book - closing - inTransit */
            difference: components["schemas"]["Money"];
            /** @description Open exceptions of the account and currency. */
            exceptions: string[];
            /**
             * Format: int64
             * @description Days with a statement that were proven one after the other, this one the last.
             */
            inARow: number;
            inTransit: components["schemas"]["Money"];
            /**
             * @description unstated: no statement came yet.
             * @enum {string}
             */
            state: "proven" | "differs" | "unstated";
            statement?: string;
            /** @description In the ledger and on no statement yet. */
            transit: components["schemas"]["SettlementInTransit"][];
        };
        SettlementNostroDay: {
            day: string;
            difference: components["schemas"]["Money"];
            /** @enum {string} */
            state: "proven" | "differs";
        };
        SettlementOrder: {
            /** @description Early payment on the order, the newest first; for its seller and those who clear and audit. */
            advances?: components["schemas"]["SettlementAdvance"][] | null;
            /**
             * Format: int64
             * @description Number of the ledger block this is read at.
             */
            asOf: number;
            buyer: components["schemas"]["SettlementPartyView"];
            /** Format: date-time */
            changed: string;
            /** Format: date-time */
            created: string;
            currency: string;
            deal: string;
            disputes: components["schemas"]["SettlementDispute"][];
            /** @description Of an order that is not agreed yet, read by itself. */
            draft?: components["schemas"]["SettlementDraft"];
            exhibition?: string;
            fee: components["schemas"]["SettlementFee"];
            /** Format: date-time */
            fundBy?: string;
            /** @description Compliance has stopped it: no money moves until it goes on. */
            held: boolean;
            /** @description For those who clear, audit and comply. */
            hold?: components["schemas"]["SettlementHoldView"];
            id: string;
            /** @description What the reader may do now: agree, amend, decline, fund, start, cancel, consent_cancel, hold, lift. */
            may: string[];
            milestones: components["schemas"]["SettlementMilestone"][];
            /** @description What is still to be paid in. */
            missing: components["schemas"]["Money"];
            notice?: string;
            /** @description Other currencies in which the buyer can have what is missing priced. */
            payIn?: string[] | null;
            /** @description What the buyer pays: the milestones and his part of the commissions. */
            payable: components["schemas"]["Money"];
            /** @description Who is paid out of the next release, the first first: funders who paid the seller early, then the seller. For the parties and those who clear and audit. */
            payees?: components["schemas"]["SettlementPartyView"][] | null;
            /** @description Prices of what is missing in other currencies, the newest first. */
            quotes?: components["schemas"]["SettlementQuote"][] | null;
            /** @description True: no real money. */
            sandbox: boolean;
            /** @description To be shown while parties are compared with no list of sanctioned parties. */
            screeningNotice?: string;
            seller: components["schemas"]["SettlementPartyView"];
            /** @enum {string} */
            state: "PROPOSED" | "AWAITING_FUNDS" | "PARTIALLY_FUNDED" | "FUNDED" | "IN_DELIVERY" | "COMPLETED" | "REFUNDED" | "CANCELLED" | "EXPIRED" | "DECLINED";
            timeline?: components["schemas"]["SettlementEvent"][] | null;
            title: string;
            /** @description Sum of the milestones. */
            total: components["schemas"]["Money"];
            totals: components["schemas"]["SettlementTotals"];
            /** Format: int64 */
            v: number;
            /** @description Tax withheld from what was released. */
            withheld: components["schemas"]["Money"];
            /** @description What the reader is to the order: buyer, seller, logistics, clearing_maker, clearing_checker, auditor, compliance, organizer. */
            you: string;
        };
        SettlementParticular: {
            amount?: components["schemas"]["Money"];
            /**
             * @description line: of the file. made, closing: what a statement's lines lead to and what it closes with. opening, before: what it opens with and the one before closed with. book, bank: what the ledger and the bank say. expected, state: amount and state of the payout. why: code of a refusal. reason: the bank's own words. account, number: of a statement. file, payments: a payment file and how many are in it. case: what the bank calls its request. closedBy, closedOver, closedBecause: who had closed it before.
             * @enum {string}
             */
            name: "line" | "made" | "closing" | "opening" | "before" | "book" | "bank" | "expected" | "state" | "why" | "reason" | "account" | "number" | "file" | "payments" | "case" | "closedBy" | "closedOver" | "closedBecause";
            /** Format: int64 */
            number?: number;
            text?: string;
        };
        SettlementPartyOrder: {
            /** @enum {string} */
            as: "buyer" | "seller";
            held: boolean;
            order: string;
        };
        SettlementPartyView: {
            org: string;
            orgName: {
                [key: string]: string;
            };
        };
        SettlementPayout: {
            amount: components["schemas"]["Money"];
            /** @description Message id of the payment file it is in. */
            batch?: string;
            /** Format: date-time */
            changed: string;
            /** Format: date-time */
            created: string;
            /** @description What two people went by who said what became of it. */
            evidence?: string;
            /**
             * @description Whose money it is: the organization's own, or what it lends from.
             * @enum {string}
             */
            for: "user" | "funder";
            id: string;
            /** @description What the reader may do now: approve, cancel, resolve. */
            may: string[];
            notice?: string;
            org: string;
            /** @description What makers have found out about an unknown payout. */
            proposed?: components["schemas"]["SettlementProposal"][] | null;
            proposedBy?: string;
            /** @description Why it was rejected or came back: the bank's code or words. */
            reason?: string;
            /** @description The order whose money goes back. */
            refundOf?: string;
            /** @description What came back; what is missing the banks kept. */
            returned?: components["schemas"]["Money"];
            sandbox: boolean;
            /** @enum {string} */
            state: "REQUESTED" | "APPROVED" | "BATCHED" | "SUBMITTED" | "ACCEPTED" | "UNKNOWN" | "SETTLED" | "RETURNED" | "REJECTED" | "CANCELLED";
            /** @description The money in suspense that goes back to its sender. */
            suspense?: string;
            /** @description Above the limit: a maker and a checker decide. */
            twoPeople: boolean;
            /** Format: int64 */
            v: number;
        };
        SettlementProposal: {
            /** @description Type of the command in the ledger. */
            action: string;
            amount?: components["schemas"]["Money"];
            /** Format: date-time */
            at: string;
            /** @description What that person is called, in lists of proposals. */
            by?: string;
            /** @description All else the command says. */
            details?: components["schemas"]["SettlementDetail"][];
            evidence?: string;
            id: string;
            /** @description What the reader may do now: confirm, drop. */
            may: string[];
            milestone?: string;
            note?: string;
            /** @description What else it is about: money in suspense, a party, an advance. */
            object?: string;
            /** @description What it is called if it is an organization, in lists of proposals. */
            objectName?: {
                [key: string]: string;
            };
            order?: string;
            /** @description Title of the milestone. */
            part?: string;
            payout?: string;
            proposedBy: string;
            /** @description Of the order. */
            title?: string;
            /** @description The state it would bring about, where a person says so. */
            to?: string;
            /** @description The reader may confirm it. */
            yours: boolean;
        };
        SettlementQuote: {
            /** Format: int64 */
            agreedBasisPoints: number;
            /** @description Reaches the order for it. */
            buy: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description To be accepted before.
             */
            expires: string;
            id: string;
            /** @description What the reader may do now: accept, pay, requote, return. */
            may: string[];
            order: string;
            /** @description To be paid. */
            pay: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description The money must be in by then, or the quote lapses.
             */
            payBy: string;
            /** @description Price of one unit of the currency paid in, in the order's, before the spread. */
            rate: string;
            /** @description Waits, in the currency it came in. */
            received?: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description Late money goes back by itself then.
             */
            returnBy: string;
            /** @description Who publishes the rate, and of when it is. */
            source: string;
            /** @description What the change costs, inside what is paid. */
            spread: components["schemas"]["Money"];
            /** @enum {string} */
            state: "OPEN" | "ACCEPTED" | "FUNDED" | "EXECUTED" | "EXPIRED" | "LAPSED" | "RETURNED";
            /**
             * Format: int64
             * @description By so much a later rate may be worse without asking the buyer again, if he agrees to it with the quote.
             */
            toleranceBasisPoints: number;
        };
        SettlementReason: {
            /** @description buyer, seller or system. */
            by: string[];
            code: string;
            /** @description Kinds of evidence that are usual, the most telling first. */
            evidence: string[];
        };
        SettlementReconciled: {
            expected: components["schemas"]["SettlementReconciledExpects"][];
            /**
             * @description swapped: lines that carry each other's ids. grouped: several that add up. missing: a payout that no line has told yet.
             * @enum {string}
             */
            kind: "matched" | "grouped" | "short" | "differs" | "duplicated" | "takenBack" | "swapped" | "missing" | "unexpected";
            lines: components["schemas"]["SettlementReconciledLine"][];
        };
        SettlementReconciledExpects: {
            amount: components["schemas"]["Money"];
            order?: string;
            payout?: string;
        };
        SettlementReconciledLine: {
            amount: components["schemas"]["Money"];
            day: string;
            endToEnd?: string;
            line: string;
            reference?: string;
            suspense?: string;
        };
        SettlementReserved: {
            amount: components["schemas"]["Money"];
            order: string;
            /**
             * Format: date-time
             * @description When it becomes available; not known before the order has ended, nor while a claim about it is open.
             */
            until?: string;
        };
        SettlementRuling: {
            /** Format: date-time */
            at: string;
            buyer: components["schemas"]["Money"];
            /** @description Opaque id of the arbitrator. */
            by: string;
            /** @description What the arbitrator is called; the parties are not told. */
            name?: string;
            reason: string;
            /** @description Who confirmed it, above the limit. */
            second?: string;
            seller: components["schemas"]["Money"];
        };
        SettlementScreening: {
            /**
             * Format: date-time
             * @description When the newest of the files was last changed.
             */
            day?: string;
            /** @description There are lists. Without any, everybody is clear and every page says so. */
            loaded: boolean;
            /**
             * Format: int64
             * @description Listed names, aliases included.
             */
            names: number;
            notice?: string;
            /**
             * Format: int64
             * @description Parties that are not clear.
             */
            open: number;
            readable: boolean;
            /** @description Whose lists they are. */
            sources: components["schemas"]["ScreeningSource"][];
            /** @description Of the lists; none: the operator has supplied none; unreadable: nobody can be paid. */
            version: string;
        };
        SettlementSender: {
            account?: string;
            /** @description On which the bank booked it. */
            day: string;
            /** @description The sender's own id of the payment. */
            endToEnd?: string;
            name?: string;
            /** @description What the sender wrote. */
            reference?: string;
            /** @description Of the bank that has the line; none as long as only a notice told it. */
            statement?: string;
        };
        SettlementShare: {
            amount: components["schemas"]["Money"];
            /**
             * @description interest and principal go to a funder who paid the seller early; who does not see early payment reads them as the seller's.
             * @enum {string}
             */
            to: "seller" | "buyer" | "interest" | "principal" | "commission" | "tax" | "bank" | "other";
        };
        SettlementSplitBody: {
            buyer: components["schemas"]["Money"];
            seller: components["schemas"]["Money"];
        };
        SettlementSplitOffer: {
            /** Format: date-time */
            at: string;
            buyer: components["schemas"]["Money"];
            by: string;
            /** Format: int64 */
            n: number;
            seller: components["schemas"]["Money"];
        };
        SettlementStanding: {
            /** Format: date-time */
            at: string;
            blocked: boolean;
            /** @description Who decided; nobody: the system. */
            by?: string;
            byName?: string;
            /** @description Decided under the lists of now. */
            current: boolean;
            /** @enum {string} */
            decision: "clear" | "review" | "hit";
            /** @description What lies on its blocked account. */
            kept: components["schemas"]["Money"][];
            lists: string;
            /** @description What resembles it on the lists of now. */
            matches: components["schemas"]["ScreeningMatch"][];
            /** @description What the reader may do: clear, hit, block, propose-unblock, unblock. */
            may: string[];
            names: string[];
            /** @description Its open orders. */
            orders: components["schemas"]["SettlementPartyOrder"][];
            org: string;
            reason?: string;
            /** @description Compliance has proposed to give it its money back; a checker has to confirm. */
            unblock?: components["schemas"]["SettlementProposal"];
        };
        SettlementSuspense: {
            amount: components["schemas"]["Money"];
            /** Format: date-time */
            changed: string;
            id: string;
            /** @description What the reader may do now: assign, return. */
            may: string[];
            /** @description The order the sender named. */
            named?: string;
            notice?: string;
            /** @description That got it. */
            order?: string;
            /** @description Opaque reference of the account it came from. */
            payer?: string;
            /** @description That gives it back, or by which it came back. */
            payout?: string;
            /** @description What makers have proposed to do with it. */
            proposed?: components["schemas"]["SettlementProposal"][] | null;
            rail: string;
            /** @description Of the bank's notice. */
            ref?: string;
            sandbox: boolean;
            /** @description Who that is, as the bank tells it. */
            sender?: components["schemas"]["SettlementSender"];
            /** Format: date-time */
            since: string;
            /** @enum {string} */
            state: "LYING" | "ASSIGNED" | "RETURNED" | "REVERSED";
            /** Format: int64 */
            v: number;
            /** @description Why it is nobody's, as a stable code. */
            why: string;
        };
        SettlementTaxRule: {
            /** @description What the certificate of withheld tax calls it. */
            certificate: string;
            /**
             * Format: date-time
             * @description In force from then on, until the next row.
             */
            from: string;
            readonly inForce?: boolean;
            /** @enum {string} */
            income: "goods" | "services" | "royalties";
            /** @description ISO 3166-1 alpha-2, whose rule it is. */
            jurisdiction: string;
            /**
             * @description Kind of party that earns it.
             * @enum {string}
             */
            kind: "company" | "person";
            /** Format: int64 */
            rateBasisPoints: number;
        };
        SettlementTotals: {
            cancelFees: components["schemas"]["Money"];
            /** @description Called back by banks out of escrow. */
            chargedBack: components["schemas"]["Money"];
            fees: components["schemas"]["Money"];
            funded: components["schemas"]["Money"];
            held: components["schemas"]["Money"];
            refunded: components["schemas"]["Money"];
            released: components["schemas"]["Money"];
            /** @description Kept back of the seller's part until nobody may call money back; a part of released. */
            reserved: components["schemas"]["Money"];
        };
        SettlementTrialBalance: {
            /**
             * Format: date-time
             * @description Everything before this instant; left out: now.
             */
            at?: string;
            /** @description Every currency sums to zero. */
            balanced: boolean;
            /**
             * Format: date-time
             * @description End of the last closed period.
             */
            closed?: string;
            lines: components["schemas"]["SettlementTrialLine"][];
            /**
             * Format: int64
             * @description After this block.
             */
            seq: number;
            sums: components["schemas"]["SettlementTrialCurrency"][];
        };
        SettlementTrialCurrency: {
            credit: components["schemas"]["Money"];
            currency: string;
            debit: components["schemas"]["Money"];
        };
        SettlementTrialLine: {
            /** Format: int64 */
            accounts: number;
            class: string;
            credit: components["schemas"]["Money"];
            currency: string;
            debit: components["schemas"]["Money"];
        };
        SettlementVerification: {
            /** Format: int64 */
            blocks: number;
            /** Format: int64 */
            entries: number;
            fault?: string;
            head: string;
            ok: boolean;
            /** Format: int64 */
            orders: number;
            /** Format: int64 */
            payouts: number;
            /** Format: int64 */
            postings: number;
            /** Format: int64 */
            refusals: number;
        };
        SettlementWhy: {
            /** @description Why; no personal data. */
            reason: string;
        };
        SettlementWork: {
            /**
             * Format: int64
             * @description Number of the ledger block this is read at.
             */
            asOf: number;
            /** Format: int64 */
            atRisk: number;
            /** Format: int64 */
            due: number;
            items: components["schemas"]["SettlementWorkItem"][];
            /**
             * Format: int64
             * @description How many of the reader's own items are late; so with the next two.
             */
            late: number;
            /**
             * Format: int64
             * @description Items that are not listed, less urgent than all that are.
             */
            more: number;
            /** @description To be shown while parties are compared with no list of sanctioned parties. */
            screeningNotice?: string;
        };
        SettlementWorkItem: {
            /**
             * @description The next step.
             * @enum {string}
             */
            action: "agree" | "fund" | "ship" | "confirm-arrival" | "inspect" | "cancel-or-wait" | "answer-quote" | "offer-split" | "answer-offer" | "file-evidence" | "read-ruling" | "decide-dispute" | "confirm-ruling" | "answer-advance" | "offer-advance" | "pay-debt" | "propose" | "check" | "examine" | "contest" | "import" | "screen" | "review-hold";
            amount?: components["schemas"]["Money"];
            /** @description Of which sort it is: why money is nobody's, the code of an exception, the command proposed, the currency without statements. */
            code?: string;
            /**
             * Format: date-time
             * @description When it is late.
             */
            due?: string;
            /** @enum {string} */
            kind: "order" | "milestone" | "dispute" | "quote" | "advance" | "financing" | "release" | "payout" | "resolve" | "suspense" | "claim" | "debt" | "proposal" | "exception" | "statement" | "party";
            milestone?: string;
            /** @description Dispute, quote, advance, suspense, proposal, claim, exception, bank account or organization. */
            object?: string;
            order?: string;
            /** @description The other side, or who gets the money. */
            org?: string;
            orgName?: {
                [key: string]: string;
            };
            /** @description Title of the milestone. */
            part?: string;
            payout?: string;
            /** @description What a maker has proposed about it, to be confirmed or dropped by this id. */
            proposal?: string;
            proposedBy?: string;
            proposedByName?: string;
            /** @description As what it is done. */
            role: string;
            /** Format: date-time */
            since?: string;
            /** @description Of the order. */
            title?: string;
            /** @enum {string} */
            urgency: "late" | "at_risk" | "due" | "anytime";
            /**
             * Format: int64
             * @description Version for If-Match.
             */
            v?: number;
            /** @description The reader may do it. Officers also see what waits for another one. */
            yours: boolean;
        };
        SheetFault: {
            code: string;
            column: string;
            message: string;
            /**
             * Format: int64
             * @description As a spreadsheet numbers it: the header is row 1.
             */
            row: number;
        };
        SheetReport: {
            /** @description By row; at most 500. */
            errors: components["schemas"]["SheetFault"][];
            /**
             * Format: int64
             * @description Rows that changed something; 0 in a dry run and if anything is wrong.
             */
            imported: number;
            /**
             * Format: int64
             * @description Further errors that are not listed.
             */
            more?: number;
            /**
             * Format: int64
             * @description Rows without a fault.
             */
            ready: number;
            /**
             * Format: int64
             * @description Rows that are not empty.
             */
            rows: number;
        };
        ShipMilestoneShipInBody: {
            /** @description Reference of the proof, such as a waybill number; no personal data. */
            evidence?: string;
        };
        ShowDealWallInBody: {
            show: boolean;
        };
        SignDealSignInBody: {
            /** @description To the text that the deal shows; must be true. */
            consent: boolean;
            hash: string;
            name: string;
        };
        SignInSignInInBody: {
            secret: string;
        };
        StartScheduleRunOrderInBody: {
            /** @description Of a repair. Without any, what no longer fits is placed anew. */
            changes?: components["schemas"]["ScheduleChange"][];
            /**
             * @description Which meetings that stand a solve leaves where they are; frozen if absent.
             * @enum {string}
             */
            keep?: "frozen" | "all" | "none";
            /** @enum {string} */
            kind: "solve" | "repair" | "edit" | "restore";
            /** @description The run whose timetable is to be restored. */
            restore?: string;
            /**
             * Format: int64
             * @description The solver's; 10 if absent.
             */
            seconds?: number;
        };
        SubmitOfferOfferInBody: {
            terms: components["schemas"]["DealsTerms"];
        };
        SubscribeKeysStruct: {
            auth: string;
            p256dh: string;
        };
        SubscribeSubscribeInBody: {
            endpoint: string;
            /**
             * Format: double
             * @description As browsers send it; not looked at.
             */
            expirationTime?: number;
            keys: components["schemas"]["SubscribeKeysStruct"];
        };
        SuspendOrganizationOrganizationReasonInBody: {
            /** @description The organization reads it. */
            reason: string;
        };
        TryConnectionTrialOutBody: {
            /** @description A second seat, which receives what the first sends. */
            echo: components["schemas"]["ConferenceSeatBody"];
            /** Format: date-time */
            expires: string;
            iceServers: components["schemas"]["RoomsICEServer"][];
            participant: string;
            room: string;
            /** @description For one WebSocket, for a minute. */
            ticket: string;
            /** @description For the first message. */
            token: string;
            url: string;
        };
        VerifyAuditChainOutBody: {
            /** @description Hash of the newest record. */
            head: string;
            intact: boolean;
            /** Format: int64 */
            records: number;
        };
        VersionVersionOutBody: {
            version: string;
        };
        VotePollBallotInBody: {
            /** @description Numbers of the options, from 0. */
            options: number[] | null;
        };
        WriteCaptionNewCaptionInBody: {
            /** @description It goes into the transcript. */
            final?: boolean;
            /** @description Chosen by the writer: the same one again replaces what was shown, until it is final. */
            id?: string;
            /** @description BCP 47. */
            language: string;
            /** @description Participant who is speaking. */
            speaker?: string;
            text: string;
        };
        WriteOffDebtOffInBody: {
            amount: components["schemas"]["Money"];
            note?: string;
        };
        WriteOrderMessageSayInBody: {
            text: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "read-advance": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementAdvance"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "accept-advance": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementAdvance"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "approve-advance": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementAdvance"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "repay-advance": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RepayAdvanceRepayInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementAdvance"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "withdraw-advance": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementAdvance"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "write-off-advance": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementAdvance"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "show-agenda": {
        parameters: {
            query?: {
                from?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListMeetingsEntry"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "application-status": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsApplicationState"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-audit": {
        parameters: {
            query?: {
                /** @description The next of the page before. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListAuditRecord"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "verify-audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerifyAuditChainOutBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-balances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementBalances"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-bank-file": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description SHA-256 of the file. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-booth": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionBoothBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "change-booth": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeBoothChangeBoothInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionBoothBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "set-duty": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetDutySetDutyInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionDutyBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "set-hours": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetHoursSetHoursInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionBoothBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "add-item": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddItemAddItemInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionItemBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-questions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListExhibitionQuestionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "ask-booth": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskBoothAskBoothInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionQuestionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "booth-visits": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionVisitStatisticsBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "visit-booth": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionVisitBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "open-calendar": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenCalendarOpen-calendarResponse"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-calendar": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-claims": {
        parameters: {
            query?: {
                /** @description What has not ended if left out; with an order, all of them. */
                state?: "OPEN" | "CONTESTED" | "WON" | "LOST";
                /** @description Those about this order. */
                order?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSettlementClaim"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-claim": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementClaim"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "concede-claim": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementClaim"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "contest-claim": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContestClaimContestInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementClaim"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "decide-claim": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideClaimDecideInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementClaim"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-broken-glass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSettlementGlass"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "break-glass": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BreakGlassGlassInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementGlass"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "book-loss": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BookLossLossInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementHalfway"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSettlementProposal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "confirm-proposal": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSettlementProposal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "drop-proposal": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementHalfway"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-clearing-totals": {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSettlementDayTotals"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "quote-commission": {
        parameters: {
            query: {
                /** @description The total, in decimals of the currency. */
                amount: string;
                currency: string;
                paidBy: "buyer" | "seller" | "split";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementFee"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "try-connection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TryConnectionTrialOutBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "keep-connection-test": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeepConnectionTestKeepTestInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceConnectionTest"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-deals": {
        parameters: {
            query?: {
                /** @description The next of the page before; leave it out for the first page. */
                cursor?: string;
                /** @description Rows of a page. */
                limit?: number;
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListDealsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "open-deal": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenDealOpenInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "find-deal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "abandon-deal": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AbandonDealAbandonInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "accept-offer": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptOfferAcceptInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "submit-offer": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmitOfferOfferInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "sign-deal": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignDealSignInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "diff-versions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                n: number;
                m: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListDealsChange"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "show-deal": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShowDealWallInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "withdraw-offer": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-debts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSettlementDebt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "write-off-debt": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WriteOffDebtOffInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementHalfway"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "make-deposit": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakeDepositDepositInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementDeposit"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-dispute-reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSettlementReason"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-disputes": {
        parameters: {
            query?: {
                /** @description Only disputes in this state. */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSettlementCase"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-exceptions": {
        parameters: {
            query?: {
                /** @description The next of the page before; leave it out for the first page. */
                cursor?: string;
                /** @description Rows of a page. */
                limit?: number;
                /** @description Both if left out. */
                state?: "open" | "resolved";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSettlementException"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "resolve-exception": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Exception. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveExceptionResolveInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementException"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-exhibitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListExhibitionExhibitionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "create-exhibition": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateExhibitionCreateExhibitionInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionExhibitionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-exhibition": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionExhibitionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "change-exhibition": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeExhibitionChangeExhibitionInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionExhibitionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "find-availability": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsAvailabilityView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "save-availability": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveAvailabilitySave-availabilityRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsAvailabilityView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "show-board": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsightBoard"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "search-booths": {
        parameters: {
            query?: {
                /** @description The next of the page before; leave it out for the first page. */
                cursor?: string;
                /** @description Rows of a page. */
                limit?: number;
                q?: string;
                sector?: string;
                country?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionBoothSearch"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-connection-tests": {
        parameters: {
            query?: {
                /** @description The next of the page before; leave it out for the first page. */
                cursor?: string;
                /** @description Rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConferenceConnectionTest"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "show-deal-wall": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListDealsPosting"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "export-buyers": {
        parameters: {
            query?: {
                format?: "csv" | "xlsx" | "json";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "export-meetings": {
        parameters: {
            query?: {
                format?: "csv" | "xlsx" | "json" | "ics";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/calendar": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "export-outcomes": {
        parameters: {
            query?: {
                format?: "csv" | "xlsx" | "json";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "export-wishes": {
        parameters: {
            query?: {
                format?: "csv" | "xlsx" | "json";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-halls": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListExhibitionHallLine"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "add-hall": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddHallAddHallInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionHallBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "import-buyers": {
        parameters: {
            query?: {
                dryRun?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SheetReport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "import-wishes": {
        parameters: {
            query?: {
                dryRun?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SheetReport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "interpretation-coverage": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConferenceRoomCoverage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "find-meeting-settings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsSettings"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "save-meeting-settings": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeetingsSettings"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsSettings"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "preview-meeting-settings": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeetingsSettings"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewMeetingSettingsChangesOutBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-meetings": {
        parameters: {
            query?: {
                /** @description The next of the page before; leave it out for the first page. */
                cursor?: string;
                /** @description Rows of a page. */
                limit?: number;
                state?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListMeetingsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    directory: {
        parameters: {
            query?: {
                /** @description The next of the page before; leave it out for the first page. */
                cursor?: string;
                /** @description Rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsDirectoryBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "move-phase": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MovePhaseMovePhaseInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionExhibitionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListMeetingsPreference"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "set-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPreferencesSet-preferencesRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListMeetingsPreference"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "set-preference": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPreferenceSet-preferenceRequest"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "find-profile": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsProfileView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "save-profile": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; leave it out for the first one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveProfileProfileInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsProfileView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "set-roles": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetRolesSetRolesInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsPersonBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-schedule-runs": {
        parameters: {
            query?: {
                /** @description The next of the page before; leave it out for the first page. */
                cursor?: string;
                /** @description Rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListScheduleView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "start-schedule-run": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartScheduleRunOrderInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "find-schedule-run": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "delete-schedule-run": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "cancel-schedule-run": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "download-certificate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "compare-schedule-run": {
        parameters: {
            query?: {
                /** @description standing, or another run. */
                against?: string;
            };
            header?: never;
            path: {
                id: string;
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleDiff"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "export-schedule-run": {
        parameters: {
            query?: {
                format?: "csv" | "xlsx" | "json" | "ics" | "dzn";
            };
            header?: never;
            path: {
                id: string;
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/calendar": string;
                    "text/csv": string;
                    "text/plain": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "fix-unmet-wish": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
                run: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FixUnmetWishFix-unmet-wishRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "move-in-draft": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
                run: string;
                wish: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveInDraftMove-in-draftRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "remove-from-draft": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
                run: string;
                wish: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-drop-slots": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                run: string;
                wish: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleSlotsBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "publish-schedule-run": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "show-run-timetable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleTimetable"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "explain-unmet-wish": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                run: string;
                wish: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleExplanation"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "show-timetable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleTimetable"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "why-no-meeting": {
        parameters: {
            query: {
                org: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleWhy"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-programme": {
        parameters: {
            query?: {
                /** @description The next of the page before; leave it out for the first page. */
                cursor?: string;
                /** @description Rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConferenceSession"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "schedule-session": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConferenceSessionBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceSession"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-programme-session": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceSession"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "change-programme-session": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConferenceSessionBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceSession"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-ceremony": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceCeremonyBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-common-slots": {
        parameters: {
            query: {
                /** @description The other organization. */
                with: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListMeetingsFreeSlot"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-suggestions": {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListMeetingsSuggestion"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-words": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceWordsBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "set-words": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetWordsSetWordsInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceWordsBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-financing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementFinancing"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-hall": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionHallPageBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "change-hall": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeHallChangeHallInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionHallBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "assign-booth": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignBoothAssignBoothInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionBoothBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSettlementHeldOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-item": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionItemBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "remove-item": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "change-item": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeItemChangeItemInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionItemBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "set-picture": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/jpeg": string;
                "image/png": string;
                "image/webp": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionItemBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "close-period": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClosePeriodCloseInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementHalf"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "export-ledger": {
        parameters: {
            query?: {
                /** @description First block wanted, 1 if missing. The piece that ends with a line "end" is the last; otherwise go on after its last block. */
                from?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-ledger-head": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementHead"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-ledger-heads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-trial-balance": {
        parameters: {
            query?: {
                /** @description As it was before this instant; left out: now. */
                at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementTrialBalance"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "verify-ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementVerification"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsMeBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "erase-me": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "change-me": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeMeChangeMeInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsMeBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsConsentHistory"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "answer-consent": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "terms" | "cross-border";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerConsentAnswerConsentInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsConsentHistory"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "export-me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-meeting-requests": {
        parameters: {
            query?: {
                /** @description The next of the page before; leave it out for the first page. */
                cursor?: string;
                /** @description Rows of a page. */
                limit?: number;
                box?: "in" | "out" | "all";
                /** @description A state; accepted for all meetings. */
                state?: string;
                exhibition?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListMeetingsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "send-meeting-request": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendMeetingRequestRequestInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "find-meeting-request": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "accept-meeting-request": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptMeetingRequestAcceptInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "counter-meeting-request": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CounterMeetingRequestCounterInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "decline-meeting-request": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeclineMeetingRequestDeclineInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-representatives": {
        parameters: {
            query?: {
                /** @description A slot; absent for that of the meeting. */
                starts?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListMeetingsSeat"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "withdraw-meeting-request": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "find-meeting": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "cancel-meeting": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelMeetingCancelInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "freeze-meeting": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "unfreeze-meeting": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-next-slots": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListNextSlotsList-next-slotsResponse"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "ask-next-meeting": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskNextMeetingAsk-next-meetingRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "record-outcome": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordOutcomeRecord-outcomeRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "represent-meeting": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RepresentMeetingRepresent-meetingRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "reschedule-meeting": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RescheduleMeetingStartsInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "reslot-meeting": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReslotMeetingStartsInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "override-verdict": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OverrideVerdictOverride-verdictRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-nostro": {
        parameters: {
            query?: {
                /** @description Day such as 2026-12-31; today if left out. */
                date?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSettlementNostro"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListNotifyNotice"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-notice": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-notification-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotifySettings"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "change-notification-settings": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeNotificationSettingsSettingsInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotifySettings"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-orders": {
        parameters: {
            query?: {
                /** @description The next of the page before; leave it out for the first page. */
                cursor?: string;
                /** @description Rows of a page. */
                limit?: number;
                /** @description Only orders in this state. */
                state?: string;
                /** @description Only orders in which the reader's organization is this. */
                role?: "buyer" | "seller";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "order-again": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderAgainAgainInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-order": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "offer-advance": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfferAdvanceOfferInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementAdvance"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "agree-order": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "amend-order": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AmendOrderAmendInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "cancel-order": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "decline-order": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "open-dispute": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenDisputeOpenInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "accept-split": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
                /** @description Dispute of the order. */
                dispute: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptSplitAcceptInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "appeal-ruling": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
                /** @description Dispute of the order. */
                dispute: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppealRulingAppealInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "confirm-ruling": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
                /** @description Dispute of the order. */
                dispute: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "decide-dispute": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
                /** @description Dispute of the order. */
                dispute: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideDisputeDecideInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "escalate-dispute": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
                /** @description Dispute of the order. */
                dispute: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "file-evidence": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
                /** @description Dispute of the order. */
                dispute: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileEvidenceEvidenceInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "offer-split": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
                /** @description Dispute of the order. */
                dispute: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettlementSplitBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "withdraw-dispute": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
                /** @description Dispute of the order. */
                dispute: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-order-documents": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSettlementDocument"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-order-document": {
        parameters: {
            query?: {
                lang?: "en" | "zh-Hans";
                format?: "pdf" | "json" | "csv";
                /** @description Which one, if the order has several of the kind. */
                number?: string;
                /** @description Which one, of invoices and tax certificates. */
                milestone?: string;
                /** @description Which one, of receipts, as the list names it. */
                entry?: string;
            };
            header?: never;
            path: {
                /** @description Order. */
                id: string;
                kind: "confirmation" | "proforma" | "receipt" | "invoice" | "credit_note" | "tax_certificate" | "statement";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                    "application/pdf": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "ask-financing": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskFinancingAskInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "fund-order": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["FundOrderFundInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "hold-order": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettlementWhy"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "lift-hold": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-order-messages": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSettlementMessage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "write-order-message": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
            };
            path: {
                /** @description Order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WriteOrderMessageSayInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementMessage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "accept-milestone": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
                milestone: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AcceptMilestoneAcceptInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "approve-release": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
                milestone: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ApproveReleaseApproveInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "cancel-milestone": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
                milestone: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "deliver-milestone": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
                milestone: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "reject-milestone": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
                milestone: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettlementContestBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "ship-milestone": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
                milestone: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ShipMilestoneShipInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-quotes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSettlementQuote"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "request-quote": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestQuoteRequestInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "start-order": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-order-statement": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-organizations": {
        parameters: {
            query?: {
                /** @description The next of the page before; leave it out for the first page. */
                cursor?: string;
                /** @description Rows of a page. */
                limit?: number;
                state?: "applied" | "approved" | "rejected" | "suspended";
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListAccountsOrganizationBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    apply: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplyApplicationInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsApplicationReceipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-organization": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsOrganizationBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "approve-organization": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsOrganizationBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-people": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListAccountsPersonBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "invite-person": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitePersonInvitePersonInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsPersonBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "reject-organization": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RejectOrganizationOrganizationReasonInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsOrganizationBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "suspend-organization": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuspendOrganizationOrganizationReasonInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsOrganizationBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-mails": {
        parameters: {
            query?: {
                /** @description The next of the page before; leave it out for the first page. */
                cursor?: string;
                /** @description Rows of a page. */
                limit?: number;
                /** @description Only mails in this state. */
                state?: "kept" | "waiting" | "queued" | "sent" | "failed" | "bounced" | "collected";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListNotifyMail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "count-mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountMailsCountsOutBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-mail": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotifyMail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "resend-mail": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotifyMail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-payment-file": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Message id of the file. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-payouts": {
        parameters: {
            query?: {
                /** @description The next of the page before; leave it out for the first page. */
                cursor?: string;
                /** @description Rows of a page. */
                limit?: number;
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSettlementPayout"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "request-payout": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestPayoutRequestInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementPayout"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-payout": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Payout. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementPayout"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "approve-payout": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Payout. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementPayout"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "cancel-payout": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                /** @description Payout. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementPayout"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-payout-receipt": {
        parameters: {
            query?: {
                lang?: "en" | "zh-Hans";
                format?: "pdf" | "json" | "csv";
            };
            header?: never;
            path: {
                /** @description Payout. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                    "application/pdf": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "resolve-payout": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolvePayoutResolveInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementPayout"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-picture": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-push-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadPushKeyKeyOutBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    subscribe: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubscribeSubscribeInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotifySubscription"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    unsubscribe: {
        parameters: {
            query: {
                endpoint: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "answer-question": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerQuestionAnswerQuestionInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionQuestionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "accept-quote": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AcceptQuoteAcceptInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "pay-quote": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PayQuotePayInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "return-quote": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-rails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListRailCapabilities"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-reconciliation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSettlementReconciled"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-rooms": {
        parameters: {
            query: {
                exhibition: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConferenceRoomBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "open-stage": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenStageNewStageInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceRoomBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-room": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceRoomBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "change-stage": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConferenceStageBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceRoomBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "room-attendance": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceAttendance"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-bans": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConferenceBan"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "lift-ban": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                participant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-breakouts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceBreakoutsBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "break-out": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BreakOutBreakOutInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceBreakoutsBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "recall-breakouts": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceBreakoutsBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-captions": {
        parameters: {
            query?: {
                /** @description BCP 47; all if absent. */
                language?: string;
                /** @description The next of the page before; leave it out for the first page. */
                cursor?: string;
                /** @description Rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConferenceCaption"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "write-caption": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WriteCaptionNewCaptionInBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "close-room": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseRoomReasonInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceRoomBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "room-commands": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConferenceCommand"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-interpreters": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConferenceAssignment"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "name-interpreters": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NameInterpretersSetInterpretersInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConferenceAssignment"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-stream-keys": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConferenceStreamKey"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "make-stream-key": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakeStreamKeyNewKeyInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceKeySecretBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "revoke-stream-key": {
        parameters: {
            query?: {
                reason?: string;
            };
            header?: never;
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "rotate-stream-key": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceKeySecretBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-lobby": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConferenceGuest"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "admit-guest": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                participant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "deny-guest": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                participant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DenyGuestSendAwayInBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-messages": {
        parameters: {
            query?: {
                /** @description The next of the page before; leave it out for the first page. */
                cursor?: string;
                /** @description Rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConferenceMessage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "export-messages": {
        parameters: {
            query?: {
                format?: "csv" | "jsonl";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "remove-message": {
        parameters: {
            query?: {
                reason?: string;
            };
            header?: never;
            path: {
                id: string;
                message: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceMessage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "moderate-room-questions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModerateRoomQuestionsModeratedInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceRoomBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "add-voice-note": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "audio/webm": string;
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceNote"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-voice-note": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                note: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "audio/webm": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "ban-participant": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                participant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BanParticipantSendAwayInBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "remove-participant": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                participant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemoveParticipantSendAwayInBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-polls": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConferencePollBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "make-poll": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakePollNewPollInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferencePollBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "close-poll": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                poll: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferencePollBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "export-poll": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                poll: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "open-poll": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                poll: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferencePollBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "vote-poll": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                poll: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VotePollBallotInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferencePollBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "room-presence": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConferenceEvidence"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-room-questions": {
        parameters: {
            query?: {
                state?: "pending" | "open" | "answering" | "answered" | "dismissed";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConferenceQuestionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "ask-in-room": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskInRoomAskInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceQuestionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "move-room-question": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                question: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveRoomQuestionMoveQuestionInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceQuestionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "vote-room-question": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                question: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceQuestionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "unvote-room-question": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                question: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceQuestionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-recordings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConferenceRecordingBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "ask-recording": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskRecordingAskRecordingInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceRecordingBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "erase-recording": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                recording: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "answer-recording": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                recording: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerRecordingConsentInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceRecordingBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "download-recording": {
        parameters: {
            query?: {
                download?: string;
            };
            header?: {
                Range?: string;
                "If-Range"?: string;
            };
            path: {
                id: string;
                recording: string;
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Accept-Ranges"?: string;
                    "Content-Disposition"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "audio/webm": string;
                    "audio/x-matroska": string;
                    "video/webm": string;
                    "video/x-matroska": string;
                };
            };
            /** @description Partial Content */
            206: {
                headers: {
                    "Accept-Ranges"?: string;
                    "Content-Disposition"?: string;
                    "Content-Range"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "audio/webm": string;
                    "audio/x-matroska": string;
                    "video/webm": string;
                    "video/x-matroska": string;
                };
            };
            /** @description Requested Range Not Satisfiable */
            416: {
                headers: {
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "stop-recording": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                recording: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceRecordingBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "reopen-room": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceRoomBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-reports": {
        parameters: {
            query?: {
                /** @description Only those that wait. */
                open?: boolean;
                /** @description The next of the page before; leave it out for the first page. */
                cursor?: string;
                /** @description Rows of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConferenceReport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "report-participant": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportParticipantNewReportInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportParticipantFiledOutBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "resolve-report": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
                report: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveReportResolveInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceReport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "set-slow-mode": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetSlowModeSlowInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceRoomBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "open-socket": {
        parameters: {
            query?: never;
            header?: {
                Upgrade?: string;
                "Sec-WebSocket-Key"?: string;
                "Sec-WebSocket-Version"?: string;
                Origin?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Switching Protocols */
            101: {
                headers: {
                    "Sec-WebSocket-Accept"?: string;
                    Upgrade?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "room-ticket": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomTicketPassOutBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-transcript": {
        parameters: {
            query?: {
                /** @description BCP 47. */
                language?: string;
                /** @description Of the programme: only its part, with times from its start. */
                session?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/vtt": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "offer-whep": {
        parameters: {
            query?: {
                participant?: string;
                language?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/sdp": string;
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    "Accept-Patch"?: string;
                    ETag?: string;
                    Link?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/sdp": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "end-whep": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "patch-whep": {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                id: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/trickle-ice-sdpfrag": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/trickle-ice-sdpfrag": string;
                };
            };
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "offer-whip": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/sdp": string;
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    "Accept-Patch"?: string;
                    ETag?: string;
                    Link?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/sdp": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "end-whip": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "patch-whip": {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                id: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/trickle-ice-sdpfrag": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/trickle-ice-sdpfrag": string;
                };
            };
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-screening": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementScreening"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-standings": {
        parameters: {
            query?: {
                /** @description Also parties that are clear. */
                all?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSettlementStanding"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-standing": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Organization. */
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementStanding"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "block-party": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
            };
            path: {
                /** @description Organization. */
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettlementWhy"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementStanding"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "decide-standing": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
            };
            path: {
                /** @description Organization. */
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideStandingDecideInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementStanding"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "unblock-party": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
            };
            path: {
                /** @description Organization. */
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementStanding"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListAccountsBrowserSession"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "end-session": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "request-link": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestLinkRequestLinkInBody"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestLinkRequestLinkOutBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "sign-in": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
                "User-Agent"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInSignInInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsSignInBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-statements": {
        parameters: {
            query?: {
                /** @description The next of the page before; leave it out for the first page. */
                cursor?: string;
                /** @description Rows of a page. */
                limit?: number;
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSettlementBankStatement"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "import-statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
                "application/xml": string;
                "text/csv": string;
                "text/plain": string;
                "text/xml": string;
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementImported"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-statement": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Statement. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementBankStatement"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-suspense": {
        parameters: {
            query?: {
                /** @description LYING if left out. */
                state?: "LYING" | "ASSIGNED" | "RETURNED" | "REVERSED";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSettlementSuspense"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-suspense": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementSuspense"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "assign-suspense": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignSuspenseAssignInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementSuspense"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "return-suspense": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
                /** @description The ETag of the version that you saw; 428 without it, 412 if it is not the current one. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReturnSuspenseReturnInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementSuspense"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-tax-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSettlementTaxRule"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "set-tax-rule": {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettlementTaxRule"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementHalf"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-taxonomy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListMeetingsDomain"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "list-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListAccountsApiTokenBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "make-token": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, 8 to 200 characters; the same key repeats the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakeTokenMakeTokenInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsApiTokenBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "drop-token": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    version: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionVersionOutBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "leave-booth": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeaveBoothLeaveBoothInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExhibitionVisitBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    "read-work": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementWork"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
}
