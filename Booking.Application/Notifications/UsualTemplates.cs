namespace Booking.Application.Notifications;

using Booking.Domain.Notifications;

/// <summary>
/// The words of every kind in every language: a subject, the body of the mail, and the short text of all other channels. A mail's HTML is made from
/// its text.
/// </summary>
internal static class UsualTemplates
{
    private const string EnglishHead = "Hello {{recipient.name}},\n\n";

    private const string Foot = "\n\n{{link}}\n\n{{tenant.name}}";

    private const string GermanHead = "Guten Tag {{recipient.name}},\n\n";

    private static readonly Dictionary<(string Kind, string Language), Words> Written = new()
    {
        [("booking.confirmed", "en")] = new(
            "Booking {{booking.number}} is confirmed",
            "your booking {{booking.number}} is confirmed:\n\n{{booking.items}}\n\nTotal: {{booking.total}}\n\nYour receipt and your tickets are attached where there are any.",
            "{{tenant.name}}: booking {{booking.number}} is confirmed. Start: {{booking.start}}"),
        [("booking.confirmed", "de")] = new(
            "Buchung {{booking.number}} ist bestätigt",
            "Ihre Buchung {{booking.number}} ist bestätigt:\n\n{{booking.items}}\n\nSumme: {{booking.total}}\n\nBeleg und Tickets finden Sie im Anhang, soweit es welche gibt.",
            "{{tenant.name}}: Buchung {{booking.number}} ist bestätigt. Beginn: {{booking.start}}"),
        [("booking.changed", "en")] = new(
            "Booking {{booking.number}} has changed",
            "your booking {{booking.number}} has changed. This is what it is now:\n\n{{booking.items}}\n\nTotal: {{booking.total}}\n\nTickets that have changed are attached; the old ones are no longer valid.",
            "{{tenant.name}}: booking {{booking.number}} has changed. Start: {{booking.start}}"),
        [("booking.changed", "de")] = new(
            "Buchung {{booking.number}} wurde geändert",
            "Ihre Buchung {{booking.number}} wurde geändert. So sieht sie jetzt aus:\n\n{{booking.items}}\n\nSumme: {{booking.total}}\n\nGeänderte Tickets finden Sie im Anhang; die alten gelten nicht mehr.",
            "{{tenant.name}}: Buchung {{booking.number}} wurde geändert. Beginn: {{booking.start}}"),
        [("booking.cancelled", "en")] = new(
            "Booking {{booking.number}} is cancelled",
            "your booking {{booking.number}} is cancelled:\n\n{{booking.items}}\n\nReason: {{booking.reason}}\nWe pay back: {{booking.refund}}",
            "{{tenant.name}}: booking {{booking.number}} is cancelled."),
        [("booking.cancelled", "de")] = new(
            "Buchung {{booking.number}} ist storniert",
            "Ihre Buchung {{booking.number}} ist storniert:\n\n{{booking.items}}\n\nGrund: {{booking.reason}}\nWir erstatten: {{booking.refund}}",
            "{{tenant.name}}: Buchung {{booking.number}} ist storniert."),
        [("booking.expired", "en")] = new(
            "Booking {{booking.number}} was not paid in time",
            "your booking {{booking.number}} was not paid in time and has ended:\n\n{{booking.items}}\n\nNothing was charged. You are welcome to book again.",
            "{{tenant.name}}: booking {{booking.number}} was not paid in time and has ended."),
        [("booking.expired", "de")] = new(
            "Buchung {{booking.number}} wurde nicht rechtzeitig bezahlt",
            "Ihre Buchung {{booking.number}} wurde nicht rechtzeitig bezahlt und ist verfallen:\n\n{{booking.items}}\n\nEs wurde nichts abgebucht. Sie können gern neu buchen.",
            "{{tenant.name}}: Buchung {{booking.number}} wurde nicht rechtzeitig bezahlt und ist verfallen."),
        [("booking.no_show", "en")] = new(
            "We missed you: booking {{booking.number}}",
            "nobody came for your booking {{booking.number}}, so we have closed it:\n\n{{booking.items}}\n\nIf that is a mistake, please answer us.",
            "{{tenant.name}}: nobody came for booking {{booking.number}}, it is closed."),
        [("booking.no_show", "de")] = new(
            "Wir haben Sie vermisst: Buchung {{booking.number}}",
            "zu Ihrer Buchung {{booking.number}} ist niemand erschienen, deshalb haben wir sie geschlossen:\n\n{{booking.items}}\n\nFalls das ein Irrtum ist, melden Sie sich bitte.",
            "{{tenant.name}}: Zu Buchung {{booking.number}} ist niemand erschienen, sie ist geschlossen."),
        [("booking.reminder", "en")] = new(
            "Reminder: {{reminder.title}}, {{reminder.start}}",
            "this is to remind you of your booking {{booking.number}}:\n\n{{reminder.title}}\nStart: {{reminder.start}}\nPlace: {{reminder.place}}",
            "{{tenant.name}}: {{reminder.title}} starts {{reminder.start}}. Booking {{booking.number}}"),
        [("booking.reminder", "de")] = new(
            "Erinnerung: {{reminder.title}}, {{reminder.start}}",
            "wir erinnern Sie an Ihre Buchung {{booking.number}}:\n\n{{reminder.title}}\nBeginn: {{reminder.start}}\nOrt: {{reminder.place}}",
            "{{tenant.name}}: {{reminder.title}} beginnt {{reminder.start}}. Buchung {{booking.number}}"),
        [("payment.refunded", "en")] = new(
            "Your money is on its way: booking {{booking.number}}",
            "we have paid back {{refund.amount}} of booking {{booking.number}}.\n\nReason: {{refund.reason}}\n\nThe receipt is attached. Your bank may take some days to show it.",
            "{{tenant.name}}: we have paid back {{refund.amount}} of booking {{booking.number}}."),
        [("payment.refunded", "de")] = new(
            "Ihr Geld ist unterwegs: Buchung {{booking.number}}",
            "wir haben {{refund.amount}} zur Buchung {{booking.number}} zurückgezahlt.\n\nGrund: {{refund.reason}}\n\nDer Beleg ist angehängt. Bis Ihre Bank die Zahlung zeigt, können einige Tage vergehen.",
            "{{tenant.name}}: Wir haben {{refund.amount}} zur Buchung {{booking.number}} zurückgezahlt."),
        [("appointment.reassigned", "en")] = new(
            "{{provider.name}} performs your appointment: booking {{booking.number}}",
            "somebody else performs your appointment; its time and price stay.\n\n{{appointment.title}}: {{appointment.start}}\nWith: {{provider.name}}\nBooking: {{booking.number}}\n\n{{appointment.note}}",
            "{{tenant.name}}: {{provider.name}} performs {{appointment.title}}, {{appointment.start}}."),
        [("appointment.reassigned", "de")] = new(
            "{{provider.name}} übernimmt Ihren Termin: Buchung {{booking.number}}",
            "jemand anderes übernimmt Ihren Termin; Zeit und Preis bleiben.\n\n{{appointment.title}}: {{appointment.start}}\nBei: {{provider.name}}\nBuchung: {{booking.number}}\n\n{{appointment.note}}",
            "{{tenant.name}}: {{provider.name}} übernimmt {{appointment.title}}, {{appointment.start}}."),
        [("case.opened", "en")] = new(
            "Please decide: {{case.title}}, booking {{booking.number}}",
            "something that you have booked cannot be had as you booked it.\n\n{{case.title}}\n{{case.what}}\nNow: {{case.newTime}}\n{{case.note}}\n\nUntil {{case.deadline}} you can accept it, choose something else or take your money back.",
            "{{tenant.name}}: {{case.title}}: {{case.what}} Please decide until {{case.deadline}}."),
        [("case.opened", "de")] = new(
            "Bitte entscheiden Sie: {{case.title}}, Buchung {{booking.number}}",
            "etwas von Ihrer Buchung ist nicht so zu haben, wie Sie es gebucht haben.\n\n{{case.title}}\n{{case.what}}\nJetzt: {{case.newTime}}\n{{case.note}}\n\nBis {{case.deadline}} können Sie zustimmen, etwas anderes wählen oder Ihr Geld zurückbekommen.",
            "{{tenant.name}}: {{case.title}}: {{case.what}} Bitte entscheiden Sie bis {{case.deadline}}."),
        [("waitlist.offered", "en")] = new(
            "It is your turn: {{waitlist.title}}",
            "something has come free, and we keep it for you:\n\n{{waitlist.quantity}} × {{waitlist.title}}\nPrice: {{waitlist.total}}\n\nPlease accept until {{waitlist.until}}; then it goes to the next.",
            "{{tenant.name}}: {{waitlist.quantity}} × {{waitlist.title}} is free for you until {{waitlist.until}}."),
        [("waitlist.offered", "de")] = new(
            "Sie sind an der Reihe: {{waitlist.title}}",
            "es ist etwas frei geworden, und wir halten es für Sie:\n\n{{waitlist.quantity}} × {{waitlist.title}}\nPreis: {{waitlist.total}}\n\nBitte nehmen Sie bis {{waitlist.until}} an; danach geht es an die Nächsten.",
            "{{tenant.name}}: {{waitlist.quantity}} × {{waitlist.title}} ist bis {{waitlist.until}} für Sie frei."),
        [("waitlist.expired", "en")] = new(
            "Your place in the queue has ended: {{waitlist.title}}",
            "your place in the queue for {{waitlist.title}} has ended: the offer was not accepted in time, or its time is past.",
            "{{tenant.name}}: your place in the queue for {{waitlist.title}} has ended."),
        [("waitlist.expired", "de")] = new(
            "Ihr Platz auf der Warteliste ist verfallen: {{waitlist.title}}",
            "Ihr Platz auf der Warteliste für {{waitlist.title}} ist verfallen: Das Angebot wurde nicht rechtzeitig angenommen, oder der Termin ist vorbei.",
            "{{tenant.name}}: Ihr Platz auf der Warteliste für {{waitlist.title}} ist verfallen."),
        [("assignment.offered", "en")] = new(
            "A ride for you: {{ride.start}}",
            "can you drive?\n\nStart: {{ride.start}}\nEnd: {{ride.end}}\nFrom: {{ride.from}}\nTo: {{ride.to}}\nCar: {{ride.car}}\n\nPlease answer until {{ride.until}}.",
            "A ride for you: {{ride.start}}, {{ride.from}}. Please answer until {{ride.until}}."),
        [("assignment.offered", "de")] = new(
            "Eine Fahrt für Sie: {{ride.start}}",
            "können Sie fahren?\n\nBeginn: {{ride.start}}\nEnde: {{ride.end}}\nVon: {{ride.from}}\nNach: {{ride.to}}\nWagen: {{ride.car}}\n\nBitte antworten Sie bis {{ride.until}}.",
            "Eine Fahrt für Sie: {{ride.start}}, {{ride.from}}. Bitte antworten Sie bis {{ride.until}}."),
        [("assignment.withdrawn", "en")] = new(
            "The ride is off: {{ride.start}}",
            "you need not drive:\n\nStart: {{ride.start}}\nFrom: {{ride.from}}\n\n{{ride.reason}}",
            "You need not drive: {{ride.start}}, {{ride.from}}. {{ride.reason}}"),
        [("assignment.withdrawn", "de")] = new(
            "Die Fahrt entfällt für Sie: {{ride.start}}",
            "Sie brauchen nicht zu fahren:\n\nBeginn: {{ride.start}}\nVon: {{ride.from}}\n\n{{ride.reason}}",
            "Sie brauchen nicht zu fahren: {{ride.start}}, {{ride.from}}. {{ride.reason}}"),
        [("assignment.accepted", "en")] = new(
            "{{driver.name}} drives you: booking {{booking.number}}",
            "{{driver.name}} drives you.\n\nStart: {{ride.start}}\nFrom: {{ride.from}}\nTo: {{ride.to}}\nCar: {{ride.car}}\nBooking: {{booking.number}}",
            "{{tenant.name}}: {{driver.name}} drives you, {{ride.start}}, {{ride.from}}."),
        [("assignment.accepted", "de")] = new(
            "{{driver.name}} fährt Sie: Buchung {{booking.number}}",
            "{{driver.name}} fährt Sie.\n\nBeginn: {{ride.start}}\nVon: {{ride.from}}\nNach: {{ride.to}}\nWagen: {{ride.car}}\nBuchung: {{booking.number}}",
            "{{tenant.name}}: {{driver.name}} fährt Sie, {{ride.start}}, {{ride.from}}."),
        [("assignment.decided", "en")] = new(
            "You drive: {{ride.start}}",
            "this ride was given to you:\n\nStart: {{ride.start}}\nEnd: {{ride.end}}\nFrom: {{ride.from}}\nTo: {{ride.to}}\nCar: {{ride.car}}",
            "You drive: {{ride.start}}, {{ride.from}}."),
        [("assignment.decided", "de")] = new(
            "Sie fahren: {{ride.start}}",
            "diese Fahrt wurde Ihnen zugeteilt:\n\nBeginn: {{ride.start}}\nEnde: {{ride.end}}\nVon: {{ride.from}}\nNach: {{ride.to}}\nWagen: {{ride.car}}",
            "Sie fahren: {{ride.start}}, {{ride.from}}."),
        [("venue_request.placed", "en")] = new(
            "Request {{request.number}} for {{request.venue}}",
            "{{request.customer}} asks for {{request.venue}}.\n\nFrom: {{request.start}}\nTo: {{request.end}}\nMessage: {{request.message}}\n\nPlease answer until {{request.until}}.",
            "Request {{request.number}} for {{request.venue}}, {{request.start}}. Please answer until {{request.until}}."),
        [("venue_request.placed", "de")] = new(
            "Anfrage {{request.number}} für {{request.venue}}",
            "{{request.customer}} fragt {{request.venue}} an.\n\nVon: {{request.start}}\nBis: {{request.end}}\nNachricht: {{request.message}}\n\nBitte antworten Sie bis {{request.until}}.",
            "Anfrage {{request.number}} für {{request.venue}}, {{request.start}}. Bitte antworten Sie bis {{request.until}}."),
        [("venue_request.approved", "en")] = new(
            "Your request {{request.number}} is approved",
            "your request {{request.number}} for {{request.venue}} on {{request.start}} is approved.\n\n{{request.note}}\n\nPlease pay booking {{booking.number}}; until then it is kept for you for a while only.",
            "{{tenant.name}}: request {{request.number}} for {{request.venue}} is approved. Please pay booking {{booking.number}}."),
        [("venue_request.approved", "de")] = new(
            "Ihre Anfrage {{request.number}} ist angenommen",
            "Ihre Anfrage {{request.number}} für {{request.venue}} am {{request.start}} ist angenommen.\n\n{{request.note}}\n\nBitte bezahlen Sie die Buchung {{booking.number}}; bis dahin ist sie nur für begrenzte Zeit für Sie reserviert.",
            "{{tenant.name}}: Anfrage {{request.number}} für {{request.venue}} ist angenommen. Bitte bezahlen Sie Buchung {{booking.number}}."),
        [("venue_request.declined", "en")] = new(
            "Your request {{request.number}} was declined",
            "your request {{request.number}} for {{request.venue}} on {{request.start}} was declined.\n\n{{request.note}}",
            "{{tenant.name}}: request {{request.number}} for {{request.venue}} was declined."),
        [("venue_request.declined", "de")] = new(
            "Ihre Anfrage {{request.number}} wurde abgelehnt",
            "Ihre Anfrage {{request.number}} für {{request.venue}} am {{request.start}} wurde abgelehnt.\n\n{{request.note}}",
            "{{tenant.name}}: Anfrage {{request.number}} für {{request.venue}} wurde abgelehnt."),
        [("venue_request.withdrawn", "en")] = new(
            "Request {{request.number}} was withdrawn",
            "{{request.customer}} has withdrawn the request {{request.number}} for {{request.venue}} on {{request.start}}.",
            "Request {{request.number}} for {{request.venue}}, {{request.start}}, was withdrawn."),
        [("venue_request.withdrawn", "de")] = new(
            "Anfrage {{request.number}} wurde zurückgezogen",
            "{{request.customer}} hat die Anfrage {{request.number}} für {{request.venue}} am {{request.start}} zurückgezogen.",
            "Anfrage {{request.number}} für {{request.venue}}, {{request.start}}, wurde zurückgezogen."),
        [("venue_request.lapsed", "en")] = new(
            "Your request {{request.number}} was not answered",
            "your request {{request.number}} for {{request.venue}} on {{request.start}} was not answered in time and has ended.",
            "{{tenant.name}}: request {{request.number}} for {{request.venue}} was not answered in time."),
        [("venue_request.lapsed", "de")] = new(
            "Ihre Anfrage {{request.number}} blieb ohne Antwort",
            "Ihre Anfrage {{request.number}} für {{request.venue}} am {{request.start}} wurde nicht rechtzeitig beantwortet und ist verfallen.",
            "{{tenant.name}}: Anfrage {{request.number}} für {{request.venue}} wurde nicht rechtzeitig beantwortet."),
        [("ride.unassigned", "en")] = new(
            "Nobody drives: booking {{booking.number}}",
            "a ride has no driver, and only you can change that.\n\nBooking: {{booking.number}}\nStart: {{ride.start}}\nFrom: {{ride.from}}\n{{ride.reason}}",
            "Nobody drives: booking {{booking.number}}, {{ride.start}}. {{ride.reason}}"),
        [("ride.unassigned", "de")] = new(
            "Niemand fährt: Buchung {{booking.number}}",
            "eine Fahrt hat keinen Fahrer, und nur Sie können das ändern.\n\nBuchung: {{booking.number}}\nBeginn: {{ride.start}}\nVon: {{ride.from}}\n{{ride.reason}}",
            "Niemand fährt: Buchung {{booking.number}}, {{ride.start}}. {{ride.reason}}"),
        [("webhook_endpoint.disabled", "en")] = new(
            "A webhook endpoint is switched off",
            "the webhook endpoint {{webhook.url}} is switched off.\n\n{{webhook.reason}}\n\nWhat waits for it is kept and sent when you switch it on again.",
            "The webhook endpoint {{webhook.url}} is switched off. {{webhook.reason}}"),
        [("webhook_endpoint.disabled", "de")] = new(
            "Ein Webhook-Empfänger ist abgeschaltet",
            "der Webhook-Empfänger {{webhook.url}} ist abgeschaltet.\n\n{{webhook.reason}}\n\nWas auf ihn wartet, wird aufbewahrt und gesendet, sobald Sie ihn wieder einschalten.",
            "Der Webhook-Empfänger {{webhook.url}} ist abgeschaltet. {{webhook.reason}}"),
    };

    /// <exception cref="KeyNotFoundException">There is no such kind or language.</exception>
    public static TemplateWords Of(string kind, NotificationChannel channel, string language)
    {
        Words words = Written[(kind, language)];
        string subject = NotificationTemplate.HasSubject(channel) ? words.Subject : "";
        return channel == NotificationChannel.Email
            ? new TemplateWords(subject, (language == Languages.German ? GermanHead : EnglishHead) + words.Mail + Foot)
            : new TemplateWords(subject, words.Short);
    }

    /// <param name="Mail">Between greeting and signature.</param>
    /// <param name="Short">On one line, for small screens.</param>
    private sealed record Words(string Subject, string Mail, string Short);
}
