namespace Booking.Api.OpenApi;

using System.Text.Json.Nodes;

/// <summary>Examples by schema id; all of them tell the same story.</summary>
internal static class ExampleValues
{
    private const string Tenant = """{ "id": "0197a3f2-0001-7000-8000-000000000001", "slug": "demo", "name": "Demo Bookings" }""";

    private const string User = $$"""
        {
          "id": "0197a3f2-1001-7c3a-9b21-6f0e8d4c2a11",
          "email": "ada@example.org",
          "name": "Ada Demo",
          "phone": "+4915112345678",
          "roles": ["customer"],
          "tenant": {{Tenant}}
        }
        """;

    private const string Session = $$"""
        {
          "user": {{User}},
          "accessToken": "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIwMTk3YTNmMiJ9.c2lnbmF0dXJl",
          "expiresInSeconds": 900,
          "refreshToken": "rt_7Hq2vX9cLm4TzB1nKd8WpE5sYf3RgU6a"
        }
        """;

    private const string Items = """
        [
          {
            "kind": "tripSeat",
            "offeringId": "0197a3f2-5001-7e11-8a02-3c4d5e6f7a81",
            "title": "Berlin – Hamburg",
            "quantity": 1,
            "from": "2026-06-01T06:00:00Z",
            "to": "2026-06-01T09:15:00Z",
            "timeZone": "Europe/Berlin",
            "seats": ["3A"],
            "details": { "fromStop": "Berlin ZOB", "toStop": "Hamburg ZOB" },
            "policy": { "tiers": [{ "hoursBefore": 48, "refundPercent": 100 }, { "hoursBefore": 24, "refundPercent": 50 }] }
          },
          {
            "kind": "car",
            "offeringId": "0197a3f2-2001-7a44-8f3e-1b2c3d4e5f60",
            "title": "VW Golf",
            "quantity": 1,
            "from": "2026-06-01T10:00:00Z",
            "to": "2026-06-02T10:00:00Z",
            "timeZone": "Europe/Berlin",
            "seats": [],
            "details": {},
            "policy": { "tiers": [{ "hoursBefore": 48, "refundPercent": 100 }, { "hoursBefore": 24, "refundPercent": 50 }] }
          }
        ]
        """;

    private const string Price = """
        {
          "total": { "amount": 7800, "currency": "EUR" },
          "lines": [
            { "code": "fare", "label": "Berlin ZOB – Hamburg ZOB, seat 3A", "amount": { "amount": 1900, "currency": "EUR" }, "item": 0, "quantity": 1, "taxRate": 700, "seat": "3A", "isRefundable": true },
            { "code": "rental", "label": "VW Golf", "amount": { "amount": 5900, "currency": "EUR" }, "item": 1, "quantity": 1, "taxRate": 1900, "seat": null, "isRefundable": true }
          ],
          "taxes": [
            { "label": "VAT 7 %", "rate": 700, "net": { "amount": 1776, "currency": "EUR" }, "tax": { "amount": 124, "currency": "EUR" } },
            { "label": "VAT 19 %", "rate": 1900, "net": { "amount": 4958, "currency": "EUR" }, "tax": { "amount": 942, "currency": "EUR" } }
          ],
          "taxRules": { "mode": "inclusive", "rounding": "by_sum" },
          "net": { "amount": 6734, "currency": "EUR" },
          "tax": { "amount": 1066, "currency": "EUR" }
        }
        """;

    private const string Hold = $$"""
        {
          "id": "0197a3f2-7001-7a10-8c55-1f2e3d4c5b6a",
          "status": "active",
          "expiresAt": "2026-05-20T10:15:00Z",
          "expiresInSeconds": 900,
          "serverTime": "2026-05-20T10:00:00Z",
          "items": {{Items}},
          "price": {{Price}},
          "availableActions": ["book", "extend", "release"],
          "token": null
        }
        """;

    private const string Booking = $$"""
        {
          "id": "0197a3f2-8001-7b20-9d66-2a3b4c5d6e7f",
          "number": "BK-7F3K9Q",
          "status": "awaiting_payment",
          "holdId": "0197a3f2-7001-7a10-8c55-1f2e3d4c5b6a",
          "createdAt": "2026-05-20T10:05:00Z",
          "payBefore": "2026-05-20T10:20:00Z",
          "confirmedAt": null,
          "customer": { "name": "Ada Demo", "email": "ada@example.org", "phone": "+4915112345678" },
          "passengers": [{ "item": 0, "seat": "3A", "name": "Ada Demo", "type": "adult", "birthDate": "1990-12-10", "document": { "type": "passport", "number": "******T47", "country": "DE", "expires": "2031-05-01" } }],
          "items": {{Items}},
          "itemNumbers": [0, 1],
          "itemStates": ["live", "live"],
          "startsAt": "2026-06-01T06:00:00Z",
          "endsAt": "2026-06-02T10:00:00Z",
          "checkIns": [],
          "price": {{Price}},
          "cancellationPolicy": { "tiers": [{ "hoursBefore": 48, "refundPercent": 100 }, { "hoursBefore": 24, "refundPercent": 50 }] },
          "metadata": { "costCentre": "4711" },
          "availableActions": ["pay", "cancel", "namePassengers"],
          "version": 1
        }
        """;

    private const string Ride =
        """
        {
          "id": "0197a3f2-2601-7a45-8f3f-1b2c3d4e5f61",
          "status": "waiting",
          "bookingId": "0197a3f2-9001-7f1a-8c3d-6e7f8091a2b3",
          "bookingNumber": "BK-7F3K9Q",
          "item": 0,
          "carId": "0197a3f2-2001-7a44-8f3e-1b2c3d4e5f60",
          "carName": "VW Golf",
          "from": "2026-06-01T10:00:00Z",
          "to": "2026-06-01T14:00:00Z",
          "timeZone": "Europe/Berlin",
          "pickUp": { "lat": 52.5219, "lng": 13.4132, "address": "Alexanderplatz 1, Berlin" },
          "dropOff": null,
          "licenceClass": "B",
          "offers": 2,
          "dueAt": "2026-05-20T10:30:05Z",
          "reason": null,
          "driver": { "assignmentId": "0197a3f2-2701-7a45-8f3f-1b2c3d4e5f61", "driverId": "0197a3f2-2501-7a45-8f3f-1b2c3d4e5f61", "name": "Dora Demo", "status": "offered", "expiresAt": "2026-05-20T10:30:05Z" },
          "createdAt": "2026-05-20T09:30:05Z"
        }
        """;

    private const string RankedDriver =
        """
        {
          "driverId": "0197a3f2-2501-7a45-8f3f-1b2c3d4e5f61",
          "name": "Dora Demo",
          "reasons": [],
          "score": { "total": 0.8433, "distance": 0.9867, "load": 0.9, "fairness": 0.5667 },
          "distanceKm": 2,
          "travelMinutes": 3,
          "fromLocation": false,
          "rides": 4,
          "hours": 4,
          "isPreferred": false
        }
        """;

    private const string RankedProvider =
        """
        {
          "providerId": "0197a3f2-5102-7d77-8c71-4e5f60718293",
          "name": "Ben",
          "reasons": [],
          "score": { "total": 0.945, "distance": null, "load": 0.875, "fairness": 1 },
          "appointments": 3,
          "hours": 1
        }
        """;

    private const string Reassignment =
        $$"""
        {
          "id": "0197a3f2-9601-7f1a-8c3d-6e7f8091a2b3",
          "status": "done",
          "bookingId": "0197a3f2-9001-7f1a-8c3d-6e7f8091a2b3",
          "item": 0,
          "fromProviderId": "0197a3f2-5101-7d77-8c71-4e5f60718293",
          "fromName": "Petra Demo",
          "toProviderId": "0197a3f2-5102-7d77-8c71-4e5f60718293",
          "toName": "Ben",
          "reason": "Petra is ill.",
          "tries": 0,
          "assignedBy": null,
          "createdAt": "2026-05-20T10:00:00Z",
          "endedAt": "2026-05-20T10:00:04Z",
          "considered": [{{RankedProvider}}]
        }
        """;

    private const string RevenueLine = """
        {
          "day": null, "kind": "ticket", "offeringId": "0197a3f2-4101-7c66-8b60-3d4e5f607183", "title": "Jazz at the river: Standing", "bookings": 12, "units": 31, "cancelledUnits": 2,
          "gross": { "amount": 120900, "currency": "EUR" }, "fees": { "amount": 2400, "currency": "EUR" }, "taxes": { "amount": 19303, "currency": "EUR" },
          "discounts": { "amount": 500, "currency": "EUR" }, "refunds": { "amount": 7800, "currency": "EUR" }, "net": { "amount": 113100, "currency": "EUR" }
        }
        """;

    private const string FunnelLine = """
        {
          "day": null, "kind": "all", "holdsPlaced": 40, "holdsReleased": 6, "holdsExpired": 9, "bookingsMade": 25, "bookingsPaid": 22, "bookingsExpired": 3, "bookingsCancelled": 1,
          "bookingRate": 0.625, "paymentRate": 0.88
        }
        """;

    private const string WaitlistConversionLine = """
        { "day": null, "kind": "ticket", "joined": 20, "offered": 12, "accepted": 9, "declined": 1, "expired": 2, "left": 3, "offerRate": 0.6, "acceptanceRate": 0.75 }
        """;

    private const string DriverUtilisationLine = """
        {
          "driverId": "0197a3f2-2101-7a45-8f3f-1b2c3d4e5f61", "name": "Dora Driver", "offered": 14, "accepted": 11, "declined": 2, "expired": 1, "finished": 10,
          "drivenMinutes": 1260, "shiftMinutes": 9600, "utilisation": 0.1313
        }
        """;

    private const string OccupancyLine = """
        {
          "day": "2026-06-01", "timeZone": "Europe/Berlin", "kind": "venue", "offeringId": "0197a3f2-3001-7b55-9a4f-2b3c4d5e6f70", "title": "Spreesaal", "startsAt": null,
          "measure": "minutes", "sold": 240, "capacity": 960, "occupancy": 0.25
        }
        """;

    private const string OccupancyTotal = """{ "kind": "venue", "measure": "minutes", "sold": 5280, "capacity": 28800, "occupancy": 0.1833 }""";

    private const string MoneyFlow = """
        { "payments": 22, "received": { "amount": 120900, "currency": "EUR" }, "refunds": 1, "paidBack": { "amount": 7800, "currency": "EUR" }, "balance": { "amount": 113100, "currency": "EUR" } }
        """;

    private const string CarItem = """{ "kind": "car", "carId": "0197a3f2-2001-7a44-8f3e-1b2c3d4e5f60", "from": "2026-06-01T10:00:00Z", "to": "2026-06-02T10:00:00Z", "withDriver": true, "pickUp": { "lat": 52.52, "lng": 13.405, "address": "Alexanderplatz 1, Berlin" } }""";
    private const string VenueItem = """{ "kind": "venue", "venueId": "0197a3f2-3001-7b55-8a4f-2c3d4e5f6071", "from": "2026-06-01T18:00:00", "to": "2026-06-01T23:00:00", "guests": 80, "timeZone": "Europe/Berlin", "layout": "banquet", "extras": [{ "extraId": "0197a3f2-3101-7b56-8a50-2c3d4e5f6072", "quantity": 1 }] }""";
    private const string ServiceItem = """{ "kind": "service", "serviceId": "0197a3f2-6001-7f22-8b13-4d5e6f708192", "from": "2026-06-03T08:30:00Z" }""";
    private const string ProductItem = """{ "kind": "product", "productId": "0197a3f2-6101-7f33-8c24-5e6f708192a3", "quantity": 2 }""";
    private const string TicketItem = """{ "kind": "ticket", "ticketTypeId": "0197a3f2-4101-7d88-8d35-6f708192a3b4", "quantity": 2 }""";
    private const string EventSeatItem = """{ "kind": "eventSeat", "eventId": "0197a3f2-4001-7c66-8b5a-3d4e5f607182", "seats": ["A-12", "A-13"] }""";
    private const string TripSeatItem = """{ "kind": "tripSeat", "tripId": "0197a3f2-5001-7e11-8a02-3c4d5e6f7a81", "fromStopId": "0197a3f2-5101-7e12-8a03-3c4d5e6f7a82", "toStopId": "0197a3f2-5102-7e13-8a04-3c4d5e6f7a83", "seats": ["3A"] }""";

    private const string WaitingEntry = """
        {
          "id": "0197a3f2-9601-7d11-8e22-7f8091a2b3c4",
          "status": "waiting",
          "kind": "ticket",
          "offeringId": "0197a3f2-4101-7d88-8d35-6f708192a3b4",
          "title": "Open Air: Standard",
          "quantity": 2,
          "allOrNone": true,
          "from": "2026-06-05T18:00:00Z",
          "to": "2026-06-05T22:00:00Z",
          "joinedAt": "2026-05-20T10:00:00Z",
          "position": 3,
          "estimatedMinutes": 240,
          "offer": null,
          "availableActions": ["leave"]
        }
        """;

    private const string OfferedEntry = """
        {
          "id": "0197a3f2-9601-7d11-8e22-7f8091a2b3c4",
          "status": "offered",
          "kind": "ticket",
          "offeringId": "0197a3f2-4101-7d88-8d35-6f708192a3b4",
          "title": "Open Air: Standard",
          "quantity": 2,
          "allOrNone": true,
          "from": "2026-06-05T18:00:00Z",
          "to": "2026-06-05T22:00:00Z",
          "joinedAt": "2026-05-20T10:00:00Z",
          "position": null,
          "estimatedMinutes": null,
          "offer": { "holdId": "0197a3f2-7001-7e99-8f46-708192a3b4c5", "quantity": 2, "offeredAt": "2026-05-20T14:00:00Z", "expiresAt": "2026-05-20T14:15:00Z", "expiresInSeconds": 880 },
          "availableActions": ["accept", "decline", "leave"]
        }
        """;

    private const string Schedule = """
        {
          "id": "0197a3f2-5501-7e17-8a08-3c4d5e6f7a87",
          "name": "Mornings on weekdays",
          "routeId": "0197a3f2-5201-7e14-8a05-3c4d5e6f7a84",
          "busId": "0197a3f2-5401-7e16-8a07-3c4d5e6f7a86",
          "departsAt": "08:00:00",
          "rule": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
          "validFrom": "2026-06-01",
          "validTo": null,
          "noService": ["2026-12-25"],
          "extraService": [],
          "horizonDays": 30,
          "holdMinutes": 15,
          "filledUntil": "2026-07-01",
          "isActive": true
        }
        """;

    private const string Terms = """{ "tiers": [{ "hoursBefore": 48, "refundPercent": 100 }, { "hoursBefore": 24, "refundPercent": 50 }] }""";

    private const string Service = $$"""
        {
          "id": "0197a3f2-6001-7f22-8b13-4d5e6f708192",
          "name": "Haircut",
          "description": "Wash, cut and dry.",
          "category": "hair",
          "city": "Berlin",
          "timeZone": "Europe/Berlin",
          "durationMinutes": 45,
          "bufferBeforeMinutes": 0,
          "bufferMinutes": 15,
          "stepMinutes": 30,
          "price": { "amount": 3900, "currency": "EUR" },
          "taxRate": 1900,
          "noticeMinutes": 120,
          "horizonDays": 90,
          "seatsPerSlot": 1,
          "checkInWithinMinutes": 15,
          "holdMinutes": 15,
          "languages": ["de", "en"],
          "cancellationPolicy": {{Terms}},
          "providers": [{ "id": "0197a3f2-1003-7c3c-9b23-6f0e8d4c2a13", "name": "Grace Provider", "price": { "amount": 3900, "currency": "EUR" }, "durationMinutes": 45 }],
          "addOns": [{ "id": "0197a3f2-6201-7f44-8c26-5e6f708192a5", "name": "Hot oil", "description": "", "price": { "amount": 1500, "currency": "EUR" }, "taxRate": 1900, "extraMinutes": 15, "minQuantity": 0, "maxQuantity": 1, "available": null }],
          "rating": { "average": 4.67, "count": 12 },
          "isActive": true,
          "availableActions": ["hold"]
        }
        """;

    private const string ClassSession = """
        { "id": "0197a3f2-6401-7f66-8c28-5e6f708192a7", "serviceId": "0197a3f2-6001-7f22-8b13-4d5e6f708192", "providerId": "0197a3f2-1003-7c3c-9b23-6f0e8d4c2a13", "from": "2026-06-03T16:00:00Z", "to": "2026-06-03T17:00:00Z", "places": 12, "available": 12, "status": "scheduled" }
        """;

    private const string Product = $$"""
        {
          "id": "0197a3f2-6101-7f33-8c24-5e6f708192a3",
          "name": "Picnic basket",
          "description": "For two, with a blanket.",
          "category": "food",
          "price": { "amount": 2900, "currency": "EUR" },
          "taxRate": 1900,
          "available": 17,
          "minPerOrder": 1,
          "maxPerOrder": 5,
          "stepPerOrder": 1,
          "perCustomerLimit": 10,
          "holdMinutes": 15,
          "cancellationPolicy": {{Terms}},
          "pictures": ["https://shop.example/picnic.jpg"],
          "variants": [{ "id": "0197a3f2-6102-7f34-8c25-5e6f708192a4", "sku": "PIC-L", "options": { "size": "L" }, "price": { "amount": 3900, "currency": "EUR" }, "available": 17 }],
          "addOns": [],
          "rating": { "average": null, "count": 0 },
          "isActive": true,
          "availableActions": ["hold"]
        }
        """;

    private const string SeatLayout = """
        {
          "focalPoint": { "x": 245, "y": -60 },
          "sections": [
            {
              "name": "Stalls",
              "category": "Category 1",
              "rows": [{ "label": "A", "count": 12, "seats": 50, "x": 0, "y": 0, "curve": 40, "aislesAfter": [25], "accessible": [1], "companions": [2] }]
            },
            { "name": "Balcony", "category": "Category 2", "prefix": "B:", "rows": [{ "label": "1", "count": 4, "seats": 40, "x": 50, "y": 180, "numbering": "odd" }] }
          ],
          "seats": [{ "seat": "L-25", "note": "A pillar stands in the view." }]
        }
        """;

    private const string SeatMap = $$"""
        { "id": "0197a3f2-4501-7d99-8e46-708192a3b4c5", "name": "Great hall, concert", "place": "Philharmonie", "seats": 760, "layout": {{SeatLayout}} }
        """;

    private const string Cancellation = """
        {
          "id": "0197a3f2-8101-7b21-9d67-2a3b4c5d6e80",
          "bookingId": "0197a3f2-8001-7b20-9d66-2a3b4c5d6e7f",
          "status": "quoted",
          "refund": { "amount": 950, "currency": "EUR" },
          "penalty": { "amount": 950, "currency": "EUR" },
          "lines": [
            { "item": 0, "label": "Berlin – Hamburg", "quantity": 1, "seats": ["3A"], "paid": { "amount": 1900, "currency": "EUR" }, "refundPercent": 50, "refund": { "amount": 950, "currency": "EUR" } }
          ],
          "isByTenant": false,
          "reason": null,
          "caseId": null,
          "createdAt": "2026-05-30T18:00:00Z",
          "expiresAt": "2026-05-30T18:15:00Z",
          "confirmedAt": null
        }
        """;

    private const string CheckIn = """{ "id": "0197a3f2-8301-7b23-9d69-2a3b4c5d6e82", "item": 0, "seat": "3A", "by": "0197a3f2-1003-7c3a-9b21-6f0e8d4c2a13", "at": "2026-06-01T05:50:00Z" }""";

    private const string TicketToken = "AQVsb2NhbAGXo_KxAXAAgACqu8zd7v8Bl6PyUAF-EYoCPE1eb3qBAjNB";

    private const string Case = """
        {
          "id": "0197a3f2-8401-7b24-9d6a-2a3b4c5d6e83",
          "bookingId": "0197a3f2-8001-7b20-9d66-2a3b4c5d6e7f",
          "status": "open",
          "kind": "tripSeat",
          "offeringId": "0197a3f2-5001-7e11-8a02-3c4d5e6f7a81",
          "title": "Berlin – Hamburg",
          "disruption": "cancelled",
          "from": null,
          "to": null,
          "note": "The bus has broken down.",
          "items": [0],
          "deadline": "2026-06-01T06:00:00Z",
          "createdAt": "2026-05-30T18:00:00Z",
          "resolvedAt": null,
          "options": ["rebook", "refund"]
        }
        """;

    private static readonly string Change = $$"""
        {
          "id": "0197a3f2-8201-7b22-9d68-2a3b4c5d6e81",
          "bookingId": "0197a3f2-8001-7b20-9d66-2a3b4c5d6e7f",
          "status": "quoted",
          "items": [{ "item": 1, "from": {{JsonNode.Parse(Items)![1]!.ToJsonString()}}, "to": {{JsonNode.Parse(Items)![1]!.ToJsonString()}} }],
          "price": {{Price}},
          "difference": { "amount": 0, "currency": "EUR" },
          "changeFee": { "amount": 0, "currency": "EUR" },
          "caseId": null,
          "createdAt": "2026-05-25T08:00:00Z",
          "expiresAt": "2026-05-25T08:15:00Z",
          "payBefore": null,
          "appliedAt": null
        }
        """;

    private const string VenueSeriesCancellation = """
        {
          "id": "0197a3f2-3501-7b5a-8a54-2c3d4e5f6076",
          "seriesId": "0197a3f2-3401-7b59-8a53-2c3d4e5f6075",
          "scope": "following",
          "status": "quoted",
          "refund": { "amount": 10000, "currency": "EUR" },
          "penalty": { "amount": 0, "currency": "EUR" },
          "occurrences": [
            {
              "index": 1,
              "from": "2026-06-09T16:00:00Z",
              "to": "2026-06-09T18:00:00Z",
              "bookingId": "0197a3f2-8001-7b20-9d66-2a3b4c5d6e7f",
              "number": "BK-7F3K9Q",
              "cancellationId": "0197a3f2-8101-7b21-9d67-2a3b4c5d6e80",
              "refundPercent": 100,
              "refund": { "amount": 10000, "currency": "EUR" },
              "penalty": { "amount": 0, "currency": "EUR" }
            }
          ],
          "isByTenant": false,
          "reason": null,
          "createdAt": "2026-06-03T08:00:00Z",
          "expiresAt": "2026-06-03T08:15:00Z",
          "confirmedAt": null
        }
        """;

    private const string VenueRequest = $$"""
        {
          "id": "0197a3f2-3301-7b58-8a52-2c3d4e5f6074",
          "number": "RQ-7F3K9Q",
          "status": "pending",
          "venueId": "0197a3f2-3001-7b55-8a4f-2c3d4e5f6071",
          "blocks": "soft",
          "from": "2026-06-05T16:00:00Z",
          "to": "2026-06-05T21:00:00Z",
          "item": {
            "kind": "venue",
            "offeringId": "0197a3f2-3001-7b55-8a4f-2c3d4e5f6071",
            "title": "Spreehalle",
            "quantity": 1,
            "from": "2026-06-05T16:00:00Z",
            "to": "2026-06-05T21:00:00Z",
            "timeZone": "Europe/Berlin",
            "seats": [],
            "details": { "guests": "60", "layout": "banquet" },
            "policy": { "tiers": [{ "hoursBefore": 48, "refundPercent": 100 }, { "hoursBefore": 24, "refundPercent": 50 }], "changeFee": 0 }
          },
          "price": {{Price}},
          "customer": { "name": "Ada Demo", "email": "ada@example.org", "phone": null },
          "message": "A birthday.",
          "createdAt": "2026-05-20T10:00:00Z",
          "respondBy": "2026-05-22T10:00:00Z",
          "answeredAt": null,
          "note": "",
          "bookingId": null,
          "seriesId": null,
          "availableActions": ["approve", "decline", "withdraw"]
        }
        """;

    private const string Rates = """
        [
          { "unit": "hour", "amount": 9000, "label": "", "days": [], "seasonFrom": null, "seasonTo": null },
          { "unit": "day", "amount": 65000, "label": "", "days": [], "seasonFrom": null, "seasonTo": null },
          { "unit": "hour", "amount": 11000, "label": "weekend", "days": ["saturday", "sunday"], "seasonFrom": null, "seasonTo": null }
        ]
        """;

    private const string HallRates = """
        [
          { "unit": "hour", "price": { "amount": 9000, "currency": "EUR" }, "label": "", "days": [], "seasonFrom": null, "seasonTo": null },
          { "unit": "day", "price": { "amount": 65000, "currency": "EUR" }, "label": "", "days": [], "seasonFrom": null, "seasonTo": null },
          { "unit": "hour", "price": { "amount": 11000, "currency": "EUR" }, "label": "weekend", "days": ["saturday", "sunday"], "seasonFrom": null, "seasonTo": null }
        ]
        """;

    public static readonly IReadOnlyDictionary<string, NamedExample[]> All = new Dictionary<string, NamedExample[]>
    {
        ["RegisterUserRequest"] = One("""{ "email": "ada@example.org", "password": "correct horse battery", "name": "Ada Demo", "phone": "+4915112345678" }"""),
        ["LogInRequest"] = One("""{ "email": "customer@demo.test", "password": "Booking-demo-1!" }"""),
        ["RefreshSessionRequest"] = One("""{ "refreshToken": "rt_7Hq2vX9cLm4TzB1nKd8WpE5sYf3RgU6a" }"""),
        ["LogOutRequest"] = One("""{ "refreshToken": "rt_7Hq2vX9cLm4TzB1nKd8WpE5sYf3RgU6a" }"""),
        ["Session"] = One(Session),
        ["User"] = One(User),
        ["PlaceHoldRequest"] =
        [
            Holding("journey", "A bus seat and a car, both or neither.", TripSeatItem, CarItem),
            Holding("car", "A car with a driver, fetched at an address.", CarItem),
            Holding("venue", "A hall in its own local time.", VenueItem),
            Holding("service", "An appointment with whoever is free.", ServiceItem),
            Holding("product", "Pieces of a product.", ProductItem),
            Holding("ticket", "Places without names.", TicketItem),
            Holding("eventSeat", "Two named seats.", EventSeatItem),
            Holding("tripSeat", "A bus seat between two stops.", TripSeatItem),
        ],
        ["JoinWaitlistRequest"] =
        [
            new("ticket", "Two places, or none.", $$"""{ "item": {{TicketItem}}, "allOrNone": true }"""),
            new("car", "Any car of the class.", $$"""{ "item": {{CarItem}}, "sameClass": true }"""),
        ],
        ["JoinEventWaitlistRequest"] = One("""{ "ticketTypeId": "0197a3f2-4101-7d88-8d35-6f708192a3b4", "quantity": 2, "allOrNone": false }"""),
        ["PromoteWaitlistRequest"] = One("""{ "kind": "ticket", "offeringId": "0197a3f2-4101-7d88-8d35-6f708192a3b4" }"""),
        ["Promotion"] = One("""{ "offered": ["0197a3f2-9601-7d11-8e22-7f8091a2b3c4"] }"""),
        ["WaitlistEntry"] =
        [
            new("waiting", "Third in the queue.", WaitingEntry),
            new("offered", "Has an offer.", OfferedEntry),
        ],
        ["WaitlistExplanation"] = One($$"""
            {
              "entry": {{WaitingEntry}},
              "rule": "First come, first served. Whoever does not fit into what is free is passed by those behind, at most 10 times; then those who want the same wait up to 30 minutes.",
              "passes": 1,
              "maxPasses": 10,
              "blocksUntil": null,
              "skips": [{ "at": "2026-05-20T10:30:00Z", "reason": "quota", "needed": 2, "offered": 1 }]
            }
            """),
        ["Hold"] =
        [
            new("customer", "A signed-in customer's hold.", Hold),
            new("guest", "A guest's hold when it is placed: the token comes this once.", Hold.Replace("\"token\": null", "\"token\": \"ht_kD3vQm8sWx1Zr7LpTb5NcYf2GhJe9uA4oVi6RqSdXyE\"", StringComparison.Ordinal)),
        ],
        ["SeatMapRequest"] = One($$"""{ "name": "Great hall, concert", "place": "Philharmonie", "layout": {{SeatLayout}} }"""),
        ["SeatMap"] = One(SeatMap),
        ["SeatMapSummary"] = One("""{ "id": "0197a3f2-4501-7d99-8e46-708192a3b4c5", "name": "Great hall, concert", "place": "Philharmonie", "seats": 760 }"""),
        ["EventSeatPlanRequest"] = One("""{ "seatMapId": "0197a3f2-4501-7d99-8e46-708192a3b4c5", "categories": { "Category 1": "0197a3f2-4101-7d88-8d35-6f708192a3b4", "Category 2": "0197a3f2-4102-7d88-8d35-6f708192a3b5" }, "forbidOrphans": false }"""),
        ["EventSeatPlan"] = One($$"""{ "eventId": "0197a3f2-4001-7c66-8b5a-3d4e5f607182", "layout": {{SeatLayout}}, "categories": { "Category 1": "0197a3f2-4101-7d88-8d35-6f708192a3b4", "Category 2": "0197a3f2-4102-7d88-8d35-6f708192a3b5" }, "forbidOrphans": false }"""),
        ["SeatBlockRequest"] = One("""{ "seats": ["A-12"], "rows": [{ "section": "Stalls", "row": "L" }], "reason": "Sound desk" }"""),
        ["SeatBlock"] = One("""{ "eventId": "0197a3f2-4001-7c66-8b5a-3d4e5f607182", "seats": 51, "changed": 51 }"""),
        ["BestAvailableRequest"] =
        [
            new("pair", "The best two seats side by side, of two categories.", """{ "eventId": "0197a3f2-4001-7c66-8b5a-3d4e5f607182", "quantity": 2, "categories": ["Category 1", "Category 2"], "maxPrice": 9000, "adjacent": "required" }"""),
            new("accessible", "A wheelchair place with its companion, and two more.", """{ "eventId": "0197a3f2-4001-7c66-8b5a-3d4e5f607182", "quantity": 4, "accessible": 1 }"""),
        ],
        ["MakeBookingRequest"] = One("""
            {
              "holdId": "0197a3f2-7001-7a10-8c55-1f2e3d4c5b6a",
              "customer": { "name": "Ada Demo", "email": "ada@example.org", "phone": "+4915112345678" },
              "passengers": [{ "item": 0, "seat": "3A", "name": "Ada Demo", "type": "adult", "birthDate": "1990-12-10", "document": { "type": "passport", "number": "C01X00T47", "country": "DE", "expires": "2031-05-01" } }],
              "metadata": { "costCentre": "4711" },
              "attribution": { "consent": true, "ttclid": "E.C.P.v3fQ2RHacdksKfofPmlyuStIIFJ4Af1tKYxF9zz2c2PLx1Oaw15oHpcfl5AH", "utmSource": "tiktok", "utmCampaign": "summer", "landingPage": "https://shop.example/summer" }
            }
            """),
        ["Booking"] = One(Booking),
        ["QuoteCancellationRequest"] =
        [
            new("all", "All that is left.", "{}"),
            new("parts", "A seat of one item, and another item as a whole.", """{ "items": [{ "item": 0, "seats": ["3A"] }, { "item": 1 }] }"""),
            new("pieces", "Some pieces of an item.", """{ "items": [{ "item": 0, "quantity": 2 }] }"""),
            new("tenant", "The tenant calls it off, and everything goes back.", """{ "reason": "The hall is flooded." }"""),
        ],
        ["Cancellation"] = One(Cancellation),
        ["CancellationList"] = One($$"""{ "items": [{{Cancellation}}] }"""),
        ["QuoteChangeRequest"] = One($$"""{ "items": [{ "item": 1, "to": {{CarItem}} }] }"""),
        ["Change"] = One(Change),
        ["ChangeList"] = One($$"""{ "items": [{{Change}}] }"""),
        ["NamePassengersRequest"] = One("""{ "passengers": [{ "item": 0, "seat": "3A", "name": "Grace Demo" }] }"""),
        ["CheckInBookingRequest"] = One("""{ "item": 0, "seat": "3A" }"""),
        ["CheckIn"] = One(CheckIn),
        ["Case"] = One(Case),
        ["CaseList"] = One($$"""{ "items": [{{Case}}] }"""),
        ["OpenPaymentRequest"] = One("""{ "provider": "sandbox", "returnUrl": "https://shop.example/thanks" }"""),
        ["Payment"] = One("""
            {
              "id": "0197a3f2-9001-7c30-8e77-3b4c5d6e7f80",
              "bookingId": "0197a3f2-8001-7b20-9d66-2a3b4c5d6e7f",
              "changeId": null,
              "status": "pending",
              "provider": "sandbox",
              "amount": { "amount": 7800, "currency": "EUR" },
              "refunded": { "amount": 0, "currency": "EUR" },
              "checkoutUrl": "http://localhost:5080/api/v1/sandbox/payments/0197a3f2-9001-7c30-8e77-3b4c5d6e7f80/succeed",
              "clientSecret": null,
              "createdAt": "2026-05-20T10:06:00Z",
              "succeededAt": null
            }
            """),
        ["SandboxWebhook"] = One("""{ "id": "evt_01J9Z6", "type": "payment.succeeded", "data": { "paymentId": "0197a3f2-9001-7c30-8e77-3b4c5d6e7f80", "amount": 7800, "currency": "EUR" } }"""),
        ["ReceiptList"] = One("""
            {
              "items": [
                { "id": "0197a3f2-a001-7d40-8f88-4c5d6e7f8091", "kind": "payment", "number": "2026-000042", "issuedAt": "2026-05-20T10:07:00Z", "total": { "amount": 7800, "currency": "EUR" }, "reverses": null },
                { "id": "0197a3f2-a002-7d40-8f88-4c5d6e7f8092", "kind": "refund", "number": "2026-000057", "issuedAt": "2026-05-25T09:01:00Z", "total": { "amount": 1900, "currency": "EUR" }, "reverses": "2026-000042" }
              ]
            }
            """),
        ["TicketList"] = One($$"""
            {
              "items": [
                {
                  "id": "0197a3f2-b101-7000-8000-aabbccddeeff",
                  "status": "valid",
                  "item": 0,
                  "kind": "tripSeat",
                  "offeringId": "0197a3f2-5001-7e11-8a02-3c4d5e6f7a81",
                  "title": "Berlin – Hamburg",
                  "seat": "3A",
                  "holder": "Ada Demo",
                  "from": "2026-06-01T06:00:00Z",
                  "to": "2026-06-01T09:15:00Z",
                  "timeZone": "Europe/Berlin",
                  "issuedAt": "2026-05-20T10:07:00Z",
                  "usedAt": null,
                  "usedGate": null,
                  "revokedAt": null,
                  "revokedReason": null,
                  "token": "{{TicketToken}}"
                }
              ],
              "pending": 0
            }
            """),
        ["ScanTicketRequest"] =
        [
            new("scan", "A ticket at a gate.", $$"""{ "token": "{{TicketToken}}", "gate": "Platform 3", "nonce": "5f0c1f7e-9c1b-4e3f-9d43-0a1b2c3d4e5f" }"""),
            new("offline", "A scan made offline, told later.", $$"""{ "token": "{{TicketToken}}", "gate": "Platform 3", "nonce": "5f0c1f7e-9c1b-4e3f-9d43-0a1b2c3d4e60", "offeringId": "0197a3f2-5001-7e11-8a02-3c4d5e6f7a81", "scannedAt": "2026-06-01T05:50:00Z" }"""),
            new("forced", "Somebody who went out for a moment.", $$"""{ "token": "{{TicketToken}}", "gate": "Platform 3", "nonce": "5f0c1f7e-9c1b-4e3f-9d43-0a1b2c3d4e61", "force": true, "reason": "Had left a bag on the platform." }"""),
        ],
        ["Scan"] = One("""
            {
              "id": "0197a3f2-b201-7000-8000-aabbccddee01",
              "outcome": "refused",
              "reason": "already_used",
              "gate": "Platform 3",
              "scannedAt": "2026-06-01T05:51:00Z",
              "isForced": false,
              "used": { "at": "2026-06-01T05:50:00Z", "gate": "Platform 3" },
              "ticket": {
                "id": "0197a3f2-b101-7000-8000-aabbccddeeff",
                "bookingNumber": "BK-7F3K9Q",
                "item": 0,
                "kind": "tripSeat",
                "offeringId": "0197a3f2-5001-7e11-8a02-3c4d5e6f7a81",
                "title": "Berlin – Hamburg",
                "seat": "3A",
                "holder": "Ada Demo"
              }
            }
            """),
        ["RevocationList"] = One("""
            {
              "items": [
                { "ticketId": "0197a3f2-b101-7000-8000-aabbccddeeff", "offeringId": "0197a3f2-5001-7e11-8a02-3c4d5e6f7a81", "seat": "3A", "revokedAt": "2026-05-25T09:00:00Z", "reason": "cancelled" }
              ],
              "since": 17,
              "hasMore": false
            }
            """),
        ["TicketKeySet"] = One("""
            {
              "keys": [
                { "kty": "EC", "crv": "P-256", "kid": "2026-05", "use": "sig", "alg": "ES256", "x": "hTU4xWEBsQ-oZXinJPd1MbG7IHYJiiaH5BDtlQd46IY", "y": "s93RZBQD8Jtno0B2THTQQk4l0UFb3jdNh-mzvhNo8D4" }
              ]
            }
            """),
        ["SystemHealth"] = One("""{ "status": "healthy", "dependencies": [{ "name": "backlog.outbox", "status": "healthy", "milliseconds": 0.1, "detail": "3 waiting, the oldest for 0 s" }] }"""),
        ["Availability"] = One("""
            {
              "kind": "venue",
              "offeringId": "0197a3f2-3001-7b55-8a4f-2c3d4e5f6071",
              "title": "Hall at the river",
              "from": "2026-06-01T18:00:00Z",
              "to": "2026-06-01T22:00:00Z",
              "timeZone": "Europe/Berlin",
              "available": false,
              "price": { "amount": 48000, "currency": "EUR" },
              "left": null,
              "reasons": [{ "code": "held", "message": "Somebody holds it and has not booked yet.", "from": "2026-06-01T17:00:00Z", "to": "2026-06-01T20:00:00Z", "until": "2026-05-20T10:15:00Z" }],
              "alternatives": [
                { "kind": "venue", "offeringId": "0197a3f2-3001-7b55-8a4f-2c3d4e5f6071", "title": "Hall at the river", "from": "2026-06-01T13:00:00Z", "to": "2026-06-01T17:00:00Z", "seats": [], "quantity": null }
              ]
            }
            """),
        ["Car"] = One("""
            {
              "id": "0197a3f2-2001-7a44-8f3e-1b2c3d4e5f60",
              "name": "VW Golf",
              "class": "compact",
              "seats": 5,
              "location": { "lat": 52.5219, "lng": 13.4132, "address": "Alexanderplatz 1, Berlin" },
              "city": "Berlin",
              "timeZone": "Europe/Berlin",
              "features": ["automatic", "navigation"],
              "pictures": [],
              "rates": [
                { "unit": "hour", "price": { "amount": 900, "currency": "EUR" }, "label": "", "days": [], "seasonFrom": null, "seasonTo": null },
                { "unit": "day", "price": { "amount": 5900, "currency": "EUR" }, "label": "", "days": [], "seasonFrom": null, "seasonTo": null },
                { "unit": "day", "price": { "amount": 6900, "currency": "EUR" }, "label": "weekend", "days": ["saturday", "sunday"], "seasonFrom": null, "seasonTo": null }
              ],
              "pricePerHour": { "amount": 900, "currency": "EUR" },
              "pricePerDay": { "amount": 5900, "currency": "EUR" },
              "taxRate": 1900,
              "driverMode": "optional",
              "licenceClass": "B",
              "driverFeePerDay": { "amount": 12000, "currency": "EUR" },
              "includedKmPerDay": 200,
              "pricePerExtraKm": { "amount": 25, "currency": "EUR" },
              "oneWayFee": { "amount": 9900, "currency": "EUR" },
              "oneWayFreeKm": 25,
              "maxPickUpKm": 25,
              "pickUpPoints": [{ "name": "Airport BER", "city": "Berlin", "lat": 52.3667, "lng": 13.5033 }],
              "maxDropOffKm": 1000,
              "dropOffPoints": [],
              "total": { "amount": 5900, "currency": "EUR" },
              "available": true,
              "distanceKm": 0.6,
              "minMinutes": 60,
              "maxMinutes": 43200,
              "noticeMinutes": 120,
              "bufferMinutes": 60,
              "holdMinutes": 10,
              "cancellationPolicy": { "tiers": [{ "hoursBefore": 48, "refundPercent": 100 }, { "hoursBefore": 24, "refundPercent": 50 }], "changeFee": 0 },
              "ownerId": "0197a3f2-1004-7c3d-9b24-6f0e8d4c2a14",
              "rating": { "average": 4.67, "count": 12 },
              "isActive": true,
              "availableActions": ["hold"]
            }
            """),
        ["CreateCarRequest"] = One("""
            {
              "name": "VW Golf",
              "class": "compact",
              "seats": 5,
              "location": { "lat": 52.5219, "lng": 13.4132, "address": "Alexanderplatz 1, Berlin" },
              "city": "Berlin",
              "timeZone": "Europe/Berlin",
              "features": ["automatic", "navigation"],
              "taxRate": 1900,
              "rates": [
                { "unit": "hour", "price": { "amount": 900, "currency": "EUR" } },
                { "unit": "day", "price": { "amount": 5900, "currency": "EUR" } },
                { "unit": "day", "price": { "amount": 6900, "currency": "EUR" }, "label": "weekend", "days": ["saturday", "sunday"] }
              ],
              "driverMode": "optional",
              "licenceClass": "B",
              "driverFeePerDay": { "amount": 12000, "currency": "EUR" },
              "includedKmPerDay": 200,
              "pricePerExtraKm": { "amount": 25, "currency": "EUR" },
              "oneWayFee": { "amount": 9900, "currency": "EUR" },
              "oneWayFreeKm": 25,
              "maxPickUpKm": 25,
              "pickUpPoints": [{ "name": "Airport BER", "city": "Berlin", "lat": 52.3667, "lng": 13.5033 }],
              "maxDropOffKm": 1000,
              "dropOffPoints": []
            }
            """),
        ["EditCarRequest"] = One("""{ "rates": [{ "unit": "day", "price": { "amount": 6400, "currency": "EUR" } }], "noticeMinutes": 240 }"""),
        ["CreateDriverRequest"] = One("""
            {
              "userId": "0197a3f2-1003-7c3c-9b23-6f0e8d4c2a13",
              "licenceClasses": ["B", "D1"],
              "base": { "lat": 52.5251, "lng": 13.3694, "address": "Europaplatz 1, Berlin" },
              "languages": ["de", "en"],
              "shift": { "timeZone": "Europe/Berlin", "weekly": [{ "day": "friday", "from": "22:00", "to": "06:00" }, { "day": "monday", "from": "08:00", "to": "16:00" }], "exceptions": [{ "date": "2026-12-24", "hours": [] }] }
            }
            """),
        ["EditDriverRequest"] = One("""{ "licenceClasses": ["B", "D1"], "isActive": true }"""),
        ["PlanShiftRequest"] = One("""{ "timeZone": "Europe/Berlin", "weekly": [{ "day": "friday", "from": "22:00", "to": "06:00" }, { "day": "monday", "from": "08:00", "to": "16:00" }], "exceptions": [{ "date": "2026-12-24", "hours": [] }] }"""),
        ["ReportLocationRequest"] = One("""{ "lat": 52.5163, "lng": 13.3777, "at": "2026-06-01T08:15:30Z" }"""),
        ["Driver"] = One("""
            {
              "id": "0197a3f2-2501-7a45-8f3f-1b2c3d4e5f61",
              "userId": "0197a3f2-1003-7c3c-9b23-6f0e8d4c2a13",
              "name": "Dora Demo",
              "licenceClasses": ["B", "D1"],
              "base": { "lat": 52.5251, "lng": 13.3694, "address": "Europaplatz 1, Berlin" },
              "languages": ["de", "en"],
              "isActive": true,
              "shift": { "timeZone": "Europe/Berlin", "weekly": [{ "day": "friday", "from": "22:00", "to": "06:00" }, { "day": "monday", "from": "08:00", "to": "16:00" }], "exceptions": [{ "date": "2026-12-24", "hours": [] }] },
              "location": { "lat": 52.5163, "lng": 13.3777, "at": "2026-06-01T08:15:30Z" }
            }
            """),
        ["EligibleDriver"] = One("""
            {
              "id": "0197a3f2-2501-7a45-8f3f-1b2c3d4e5f61",
              "name": "Dora Demo",
              "licenceClasses": ["B", "D1"],
              "languages": ["de", "en"],
              "eligible": false,
              "reasons": ["driver_shift"],
              "distanceKm": 3.2,
              "travelMinutes": 4,
              "fromLocation": false
            }
            """),
        ["Assignment"] = One("""
            {
              "id": "0197a3f2-2701-7a45-8f3f-1b2c3d4e5f61",
              "status": "accepted",
              "rideId": "0197a3f2-2601-7a45-8f3f-1b2c3d4e5f61",
              "bookingId": "0197a3f2-9001-7f1a-8c3d-6e7f8091a2b3",
              "bookingNumber": "BK-7F3K9Q",
              "driverId": "0197a3f2-2501-7a45-8f3f-1b2c3d4e5f61",
              "carId": "0197a3f2-2001-7a44-8f3e-1b2c3d4e5f60",
              "carName": "VW Golf",
              "from": "2026-06-01T10:00:00Z",
              "to": "2026-06-01T14:00:00Z",
              "timeZone": "Europe/Berlin",
              "setOutAt": "2026-06-01T09:56:00Z",
              "pickUp": { "lat": 52.5219, "lng": 13.4132, "address": "Alexanderplatz 1, Berlin" },
              "dropOff": null,
              "offeredAt": "2026-05-20T10:00:05Z",
              "expiresAt": "2026-05-20T10:30:05Z",
              "acceptedAt": "2026-05-20T10:04:00Z",
              "startedAt": null,
              "endedAt": null,
              "reason": null,
              "customer": { "name": "Ada Demo", "phone": "+4930123456" },
              "actions": ["start", "cancel"]
            }
            """),
        ["DeclineAssignmentRequest"] = One("""{ "reason": "My car is at the garage." }"""),
        ["CancelAssignmentRequest"] = One("""{ "reason": "I am ill." }"""),
        ["GiveBackAppointmentRequest"] = One("""{ "reason": "I am ill." }"""),
        ["GivenBack"] = One("""{ "isSought": true, "caseId": null }"""),
        ["ReassignProviderRequest"] = One("""{ "providerId": "0197a3f2-5102-7d77-8c71-4e5f60718293", "force": false, "note": "Petra is ill." }"""),
        ["Reassignment"] = One(Reassignment),
        ["ProviderExplanation"] = One($$"""
            {
              "bookingId": "0197a3f2-9001-7f1a-8c3d-6e7f8091a2b3",
              "item": 0,
              "providerId": "0197a3f2-5102-7d77-8c71-4e5f60718293",
              "provider": "Ben",
              "isChosen": true,
              "chosenBecause": "score 0.945 (load 0.875, fairness 1): 1 h of work that day, 3 appointments lately",
              "reassignments": [{{Reassignment}}],
              "candidates": [{{RankedProvider}}]
            }
            """),
        ["AssignRideRequest"] = One("""{ "driverId": "0197a3f2-2501-7a45-8f3f-1b2c3d4e5f61", "force": false }"""),
        ["Ride"] = One(Ride),
        ["RideExplanation"] = One($$"""
            {
              "ride": {{Ride}},
              "attempts": [
                {
                  "assignmentId": "0197a3f2-2700-7a45-8f3f-1b2c3d4e5f61",
                  "driverId": "0197a3f2-2502-7a45-8f3f-1b2c3d4e5f61",
                  "name": "Driver 2",
                  "status": "expired",
                  "offeredAt": "2026-05-20T09:30:05Z",
                  "endedAt": "2026-05-20T10:00:05Z",
                  "reason": null,
                  "assignedBy": null,
                  "considered": [{{RankedDriver}}]
                }
              ],
              "candidates": [{{RankedDriver}}]
            }
            """),
        ["BookingRideList"] = One("""
            {
              "items": [
                {
                  "item": 0,
                  "status": "assigned",
                  "from": "2026-06-01T10:00:00Z",
                  "to": "2026-06-01T14:00:00Z",
                  "driverName": "Dora Demo",
                  "location": { "lat": 52.5163, "lng": 13.3777, "at": "2026-06-01T09:55:30Z" },
                  "arrivesAt": "2026-06-01T10:00:00Z"
                }
              ]
            }
            """),
        ["CarFacets"] = One("""
            {
              "count": 17,
              "classes": [{ "value": "compact", "count": 9 }, { "value": "van", "count": 8 }],
              "features": [{ "value": "air conditioning", "count": 17 }, { "value": "automatic", "count": 11 }],
              "driverModes": [{ "value": "optional", "count": 17 }],
              "pricePerDay": { "lowest": { "amount": 4500, "currency": "EUR" }, "highest": { "amount": 24900, "currency": "EUR" } },
              "isComplete": true
            }
            """),
        ["CarAvailability"] = One("""
            {
              "carId": "0197a3f2-2001-7a44-8f3e-1b2c3d4e5f60",
              "timeZone": "Europe/Berlin",
              "from": "2026-06-01T00:00:00Z",
              "to": "2026-06-08T00:00:00Z",
              "items": [
                { "from": "2026-06-01T10:00:00Z", "to": "2026-06-02T10:00:00Z", "status": "booked", "reason": "booked" },
                { "from": "2026-06-02T10:00:00Z", "to": "2026-06-02T11:00:00Z", "status": "booked", "reason": "buffer" }
              ]
            }
            """),
        ["Venue"] = One($$"""
            {
              "id": "0197a3f2-3001-7b55-8a4f-2c3d4e5f6071",
              "name": "Spreehalle",
              "description": "A brick hall at the river.",
              "location": { "lat": 52.5074, "lng": 13.4436, "address": "Mühlenstraße 12, Berlin" },
              "city": "Berlin",
              "timeZone": "Europe/Berlin",
              "capacity": 120,
              "layouts": [{ "name": "theatre", "capacity": 120 }, { "name": "banquet", "capacity": 80 }],
              "features": ["stage", "kitchen"],
              "rates": {{HallRates}},
              "pricePerHour": { "amount": 9000, "currency": "EUR" },
              "pricePerDay": { "amount": 65000, "currency": "EUR" },
              "taxRate": 1900,
              "hours": [{ "day": "friday", "opens": "18:00", "closes": "02:00" }],
              "exceptions": [{ "date": "2026-12-24", "hours": [], "note": "Christmas" }],
              "bufferBeforeMinutes": 30,
              "bufferAfterMinutes": 60,
              "minMinutes": 120,
              "maxMinutes": 1440,
              "stepMinutes": 60,
              "minNoticeMinutes": 1440,
              "maxNoticeDays": 365,
              "holdMinutes": 15,
              "cancellationPolicy": { "tiers": [{ "hoursBefore": 48, "refundPercent": 100 }, { "hoursBefore": 24, "refundPercent": 50 }], "changeFee": 0 },
              "approval": "none",
              "pendingBlocks": "soft",
              "respondWithinMinutes": 2880,
              "paymentMinutes": 1440,
              "checkInWithinMinutes": null,
              "total": null,
              "distanceKm": null,
              "offered": true,
              "rating": { "average": 4.5, "count": 8 },
              "availableActions": ["hold", "book"]
            }
            """),
        ["CreateVenueRequest"] = One($$"""
            {
              "name": "Spreehalle",
              "city": "Berlin",
              "address": "Mühlenstraße 12, Berlin",
              "lat": 52.5074,
              "lng": 13.4436,
              "timeZone": "Europe/Berlin",
              "capacity": 120,
              "rates": {{Rates}},
              "layouts": [{ "name": "theatre", "capacity": 120 }, { "name": "banquet", "capacity": 80 }],
              "hours": [{ "day": "friday", "opens": "18:00", "closes": "02:00" }],
              "exceptions": [{ "date": "2026-12-24", "note": "Christmas" }],
              "bufferAfterMinutes": 60,
              "stepMinutes": 60
            }
            """),
        ["VenueFacets"] = One("""
            {
              "count": 7,
              "cities": [{ "value": "Berlin", "count": 2 }, { "value": "Wien", "count": 2 }],
              "features": [{ "value": "stage", "count": 4 }, { "value": "kitchen", "count": 2 }],
              "layouts": [{ "value": "banquet", "count": 7 }, { "value": "theatre", "count": 7 }],
              "extras": [{ "value": "Flowers", "count": 1 }],
              "capacities": [{ "from": 50, "to": 99, "count": 1 }, { "from": 500, "to": null, "count": 1 }],
              "prices": [{ "from": 0, "to": 4999, "count": 1 }, { "from": 10000, "to": 19999, "count": 4 }],
              "isComplete": true
            }
            """),
        ["EditVenueRequest"] = One("""{ "minNoticeMinutes": 1440, "approval": "required", "pendingBlocks": "hard" }"""),
        ["CreateVenueExtraRequest"] = One("""{ "name": "Buffet", "amount": 2400, "pricing": "per_guest", "taxRate": 1900, "stockKind": "per_day", "stock": 2, "maxPerBooking": 1 }"""),
        ["EditVenueExtraRequest"] = One("""{ "amount": 2600, "stock": 3 }"""),
        ["VenueExtra"] = One("""
            {
              "id": "0197a3f2-3101-7b56-8a50-2c3d4e5f6072",
              "venueId": "0197a3f2-3001-7b55-8a4f-2c3d4e5f6071",
              "name": "Buffet",
              "description": "Warm and cold, with service.",
              "pricing": "per_guest",
              "price": { "amount": 2400, "currency": "EUR" },
              "taxRate": 1900,
              "stockKind": "per_day",
              "stock": 2,
              "maxPerBooking": 1,
              "availableActions": ["hold"]
            }
            """),
        ["VenueCalendar"] = One("""
            {
              "venueId": "0197a3f2-3001-7b55-8a4f-2c3d4e5f6071",
              "timeZone": "Europe/Berlin",
              "days": [
                { "date": "2026-06-01", "open": true, "freeMinutes": 570, "firstFree": { "from": "2026-06-01T06:00:00Z", "to": "2026-06-01T15:30:00Z" }, "reason": null, "note": null },
                { "date": "2026-06-02", "open": false, "freeMinutes": 0, "firstFree": null, "reason": "opening_hours", "note": "Closed for cleaning" }
              ]
            }
            """),
        ["VenueAvailability"] = One("""
            {
              "venueId": "0197a3f2-3001-7b55-8a4f-2c3d4e5f6071",
              "timeZone": "Europe/Berlin",
              "from": "2026-06-01T06:00:00Z",
              "to": "2026-06-01T22:00:00Z",
              "items": [
                { "from": "2026-06-01T06:00:00Z", "to": "2026-06-01T15:30:00Z", "status": "free", "reason": null, "until": null },
                { "from": "2026-06-01T15:30:00Z", "to": "2026-06-01T16:00:00Z", "status": "held", "reason": "buffer", "until": "2026-05-20T10:15:00Z" },
                { "from": "2026-06-01T16:00:00Z", "to": "2026-06-01T21:00:00Z", "status": "held", "reason": "held", "until": "2026-05-20T10:15:00Z" },
                { "from": "2026-06-01T21:00:00Z", "to": "2026-06-01T22:00:00Z", "status": "blackout", "reason": "opening_hours", "until": null }
              ]
            }
            """),
        ["BookVenueRequest"] =
        [
            new("once", "One evening with a buffet.", """{ "from": "2026-06-05T18:00:00", "to": "2026-06-05T23:00:00", "guests": 60, "layout": "banquet", "extras": [{ "extraId": "0197a3f2-3101-7b56-8a50-2c3d4e5f6072", "quantity": 1 }], "customer": { "name": "Ada Demo", "email": "ada@example.org" }, "message": "A birthday." }"""),
            new("series", "Ten Tuesdays; what is taken is left out.", """{ "from": "2026-06-02T18:00:00", "to": "2026-06-02T20:00:00", "guests": 20, "customer": { "name": "Ada Demo", "email": "ada@example.org" }, "recurrence": "FREQ=WEEKLY;BYDAY=TU;COUNT=10", "onConflict": "skip" }"""),
        ],
        ["VenueBooking"] = One($$"""{ "number": "RQ-7F3K9Q", "booking": null, "request": {{VenueRequest}}, "series": null }"""),
        ["VenueRequest"] = One(VenueRequest),
        ["AnswerVenueRequestRequest"] = One("""{ "note": "Please leave by the back door." }"""),
        ["VenueSeries"] = One("""
            {
              "id": "0197a3f2-3401-7b59-8a53-2c3d4e5f6075",
              "number": "SE-4M8TQA",
              "venueId": "0197a3f2-3001-7b55-8a4f-2c3d4e5f6071",
              "rule": "FREQ=WEEKLY;BYDAY=TU;COUNT=2",
              "onConflict": "skip",
              "createdAt": "2026-05-20T10:00:00Z",
              "occurrences": [
                { "index": 0, "from": "2026-06-02T16:00:00Z", "to": "2026-06-02T18:00:00Z", "status": "booked", "reason": null, "bookingId": "0197a3f2-8001-7b20-9d66-2a3b4c5d6e7f", "number": "BK-7F3K9Q", "bookingStatus": "awaiting_payment", "requestId": null, "requestStatus": null, "conflicts": [], "alternatives": [] },
                { "index": 1, "from": "2026-06-09T16:00:00Z", "to": "2026-06-09T18:00:00Z", "status": "skipped", "reason": "booked", "bookingId": null, "number": null, "bookingStatus": null, "requestId": null, "requestStatus": null, "conflicts": [], "alternatives": [] }
              ],
              "availableActions": ["cancel"]
            }
            """),
        ["VenueSeriesSummary"] = One("""
            {
              "id": "0197a3f2-3401-7b59-8a53-2c3d4e5f6075",
              "number": "SE-4M8TQA",
              "venueId": "0197a3f2-3001-7b55-8a4f-2c3d4e5f6071",
              "rule": "FREQ=WEEKLY;BYDAY=TU;COUNT=2",
              "onConflict": "skip",
              "from": "2026-06-02T16:00:00Z",
              "to": "2026-06-09T18:00:00Z",
              "booked": 1,
              "requested": 0,
              "leftOut": 1,
              "createdAt": "2026-05-20T10:00:00Z"
            }
            """),
        ["AnswerVenueSeriesRequest"] = One("""{ "occurrences": [0, 1], "note": "The first two, please leave by the back door." }"""),
        ["WithdrawVenueSeriesRequest"] = One("""{ "occurrences": [1] }"""),
        ["QuoteVenueSeriesCancellationRequest"] = One("""{ "scope": "following", "occurrence": 1 }"""),
        ["VenueSeriesCancellation"] = One(VenueSeriesCancellation),
        ["VenueSeriesCancellationList"] = One($$"""{ "items": [{{VenueSeriesCancellation}}] }"""),
        ["PlaceBlackoutRequest"] = One("""{ "from": "2026-06-08T08:00:00", "to": "2026-06-08T12:00:00", "timeZone": "Europe/Berlin", "repeatsUntil": "2026-06-29", "reason": "Fire inspection", "force": false }"""),
        ["Blackout"] = One("""
            {
              "id": "0197a3f2-3201-7b57-8a51-2c3d4e5f6073",
              "from": "2026-06-08T06:00:00Z",
              "to": "2026-06-08T10:00:00Z",
              "timeZone": "Europe/Berlin",
              "repeatsUntil": "2026-06-15",
              "reason": "Fire inspection",
              "times": [
                { "from": "2026-06-08T06:00:00Z", "to": "2026-06-08T10:00:00Z" },
                { "from": "2026-06-15T06:00:00Z", "to": "2026-06-15T10:00:00Z" }
              ],
              "disturbs": [],
              "placedAt": "2026-05-20T10:00:00Z",
              "availableActions": ["lift"]
            }
            """),
        ["Event"] = One("""
            {
              "id": "0197a3f2-4001-7c66-8b5a-3d4e5f607182",
              "title": "Night of Jazz",
              "startsAt": "2026-06-12T18:00:00Z",
              "endsAt": "2026-06-12T22:00:00Z",
              "doorsAt": "2026-06-12T17:00:00Z",
              "timeZone": "Europe/Berlin",
              "venue": "Theater am Park",
              "city": "Berlin",
              "location": { "lat": 52.514, "lng": 13.36 },
              "category": "concert",
              "tags": ["jazz", "live"],
              "description": "Four bands on one stage.",
              "pictures": ["https://shop.example/pictures/jazz.jpg"],
              "minimumAge": 16,
              "seating": "general",
              "status": "published",
              "ownerId": null,
              "rating": { "average": 4.67, "count": 12 },
              "seriesId": null,
              "cancellationPolicy": { "tiers": [{ "hoursBefore": 48, "refundPercent": 100 }], "changeFee": 0 },
              "holdMinutes": 15,
              "priceFrom": { "amount": 2500, "currency": "EUR" },
              "ticketTypes": [
                { "id": "0197a3f2-4101-7d88-8d35-6f708192a3b4", "name": "Standing", "description": "", "price": { "amount": 2500, "currency": "EUR" }, "taxRate": 700, "capacity": 1000, "available": 742, "minPerOrder": 1, "maxPerOrder": 10, "saleFrom": null, "saleUntil": "2026-06-12T17:00:00Z", "hidden": false, "tierOf": null, "tier": 0, "poolIds": [], "reason": null, "availableActions": ["hold"] }
              ],
              "distanceKm": null,
              "availableActions": ["hold"]
            }
            """),
        ["CreateEventRequest"] = One("""
            {
              "title": "Night of Jazz", "category": "concert", "venue": "Theater am Park", "city": "Berlin", "location": { "lat": 52.514, "lng": 13.36 },
              "timeZone": "Europe/Berlin", "startsAt": "2026-06-12T20:00:00", "endsAt": "2026-06-13T00:00:00", "doorsAt": "2026-06-12T19:00:00",
              "description": "Four bands on one stage.", "tags": ["jazz", "live"], "minimumAge": 16, "seating": "general"
            }
            """),
        ["EditEventRequest"] = One("""{ "description": "Five bands on one stage.", "tags": ["jazz", "live", "swing"] }"""),
        ["PostponeEventRequest"] = One("""{ "startsAt": "2026-06-19T20:00:00", "endsAt": "2026-06-20T00:00:00", "note": "The saxophone is ill." }"""),
        ["CancelEventRequest"] = One("""{ "note": "The theatre is closed." }"""),
        ["AddTicketTypeRequest"] =
        [
            new("general", "Places of its own.", """{ "name": "Standing", "price": { "amount": 2500, "currency": "EUR" }, "taxRate": 700, "capacity": 1000, "closesMinutesBefore": 60 }"""),
            new("tier", "A price that begins when the one before is gone.", """{ "name": "Regular", "price": { "amount": 3900, "currency": "EUR" }, "taxRate": 700, "capacity": 400, "after": "0197a3f2-4101-7d88-8d35-6f708192a3b4" }"""),
            new("hidden", "To be had with an access code, out of the room's places.", """{ "name": "Friends", "price": { "amount": 1500, "currency": "EUR" }, "taxRate": 700, "capacity": 50, "hidden": true, "poolIds": ["0197a3f2-4201-7d88-8d35-6f708192a3b4"] }"""),
        ],
        ["EditTicketTypeRequest"] = One("""{ "price": { "amount": 2700, "currency": "EUR" }, "capacity": 1200 }"""),
        ["AddEventPoolRequest"] = One("""{ "name": "The room", "capacity": 500 }"""),
        ["ResizeEventPoolRequest"] = One("""{ "capacity": 450 }"""),
        ["EventFacets"] = One("""
            {
              "categories": [{ "value": "concert", "count": 41 }], "cities": [{ "value": "Berlin", "count": 28 }], "dates": [{ "value": "2026-06", "count": 17 }],
              "prices": [{ "from": 0, "to": 0, "currency": "EUR", "count": 3 }, { "from": 1001, "to": 2500, "currency": "EUR", "count": 22 }],
              "availability": { "available": 37, "unavailable": 4 }
            }
            """),
        ["CreateEventSeriesRequest"] = One("""{ "rule": "FREQ=WEEKLY;BYDAY=FR", "until": "2026-09-30", "publish": true, "exclude": ["2026-07-03T20:00:00"] }"""),
        ["ExtendEventSeriesRequest"] = One("""{ "until": "2026-12-31", "publish": true }"""),
        ["EditEventSeriesRequest"] = One("""{ "scope": "following", "eventId": "0197a3f2-4001-7c66-8b5a-3d4e5f607182", "startTime": "19:30" }"""),
        ["EventSeries"] = One("""
            {
              "id": "0197a3f2-4401-7c66-8b5a-3d4e5f607182", "templateId": "0197a3f2-4001-7c66-8b5a-3d4e5f607182", "rule": "FREQ=WEEKLY;BYDAY=FR", "startsLocal": "2026-06-12T20:00:00",
              "timeZone": "Europe/Berlin", "excluded": ["2026-07-03T20:00:00"], "added": [], "createdUntil": "2026-06-19T20:00:00",
              "created": [{ "eventId": "0197a3f2-4002-7c66-8b5a-3d4e5f607182", "occurrence": "2026-06-19T20:00:00", "startsAt": "2026-06-19T18:00:00Z" }],
              "availableActions": ["edit", "extend"]
            }
            """),
        ["EditedSeries"] = One("""
            {
              "items": [
                { "eventId": "0197a3f2-4001-7c66-8b5a-3d4e5f607182", "occurrence": "2026-06-12T20:00:00", "startsAt": "2026-06-12T18:00:00Z", "outcome": "held_or_sold", "detail": "Places of it are held or sold; postpone it to tell those who have them." },
                { "eventId": "0197a3f2-4002-7c66-8b5a-3d4e5f607182", "occurrence": "2026-06-19T20:00:00", "startsAt": "2026-06-19T17:30:00Z", "outcome": "changed", "detail": null }
              ]
            }
            """),
        ["EventPool"] = One("""{ "id": "0197a3f2-4201-7d88-8d35-6f708192a3b4", "name": "The room", "capacity": 500, "taken": 38 }"""),
        ["AddAccessCodeRequest"] = One("""{ "code": "FRIENDS-2026", "label": "Friends of the band", "maxUses": 50 }"""),
        ["AccessCode"] = One("""{ "id": "0197a3f2-4301-7d88-8d35-6f708192a3b4", "label": "Friends of the band", "ticketTypeIds": [], "maxUses": 50, "used": 12 }"""),
        ["EventSeats"] = One("""
            {
              "eventId": "0197a3f2-4002-7c67-8b5b-3d4e5f607183",
              "seating": "reserved",
              "items": [
                { "seat": "A-12", "section": "Stalls", "row": "A", "number": 12, "category": "Premium", "ticketTypeId": "0197a3f2-4102-7d89-8d36-6f708192a3b5", "price": { "amount": 4900, "currency": "EUR" }, "status": "free", "x": 12, "y": 1, "accessible": false, "companionOf": null, "note": null, "availableActions": ["hold"] },
                { "seat": "A-13", "section": "Stalls", "row": "A", "number": 13, "category": "Premium", "ticketTypeId": "0197a3f2-4102-7d89-8d36-6f708192a3b5", "price": { "amount": 4900, "currency": "EUR" }, "status": "held", "x": 13, "y": 1, "accessible": false, "companionOf": null, "note": "A pillar stands in the view.", "availableActions": [] }
              ]
            }
            """),
        ["Operator"] = One("""
            {
              "id": "0197a3f2-5301-7e15-8a06-3c4d5e6f7a85",
              "name": "Demo Coaches",
              "code": "DEMO",
              "email": "hello@coaches.example",
              "rating": { "average": 4.2, "count": 31 },
              "phone": "+4930123456",
              "requiresNames": false,
              "requiresDocuments": false,
              "isActive": true,
              "availableActions": []
            }
            """),
        ["CreateOperatorRequest"] = One("""{ "name": "Demo Coaches", "code": "DEMO", "email": "hello@coaches.example", "phone": "+4930123456", "requiresNames": true }"""),
        ["EditOperatorRequest"] = One("""{ "requiresDocuments": true }"""),
        ["CreateRouteRequest"] = One("""
            {
              "name": "Berlin – Hamburg",
              "operatorId": "0197a3f2-5301-7e15-8a06-3c4d5e6f7a85",
              "currency": "EUR",
              "taxRate": 700,
              "passengerTypes": [{ "type": "adult", "percent": 100 }, { "type": "child", "percent": 50 }],
              "saleClosesMinutes": 10,
              "stops": [
                { "name": "Berlin ZOB", "city": "Berlin", "lat": 52.5073, "lng": 13.2796, "timeZone": "Europe/Berlin", "arrivesAfterMinutes": 0, "departsAfterMinutes": 0 },
                { "name": "Hamburg ZOB", "city": "Hamburg", "lat": 53.5521, "lng": 10.0115, "timeZone": "Europe/Berlin", "arrivesAfterMinutes": 195, "departsAfterMinutes": 195 }
              ]
            }
            """),
        ["EditRouteRequest"] = One("""{ "saleClosesMinutes": 30, "delayCaseMinutes": 20 }"""),
        ["ReplaceStopsRequest"] = One("""
            {
              "stops": [
                { "id": "0197a3f2-5101-7e12-8a03-3c4d5e6f7a82", "name": "Berlin ZOB", "city": "Berlin", "lat": 52.5073, "lng": 13.2796, "timeZone": "Europe/Berlin", "arrivesAfterMinutes": 0, "departsAfterMinutes": 0 },
                { "name": "Schwerin Hbf", "city": "Schwerin", "lat": 53.6349, "lng": 11.4083, "timeZone": "Europe/Berlin", "arrivesAfterMinutes": 130, "departsAfterMinutes": 135 },
                { "id": "0197a3f2-5102-7e13-8a04-3c4d5e6f7a83", "name": "Hamburg ZOB", "city": "Hamburg", "lat": 53.5521, "lng": 10.0115, "timeZone": "Europe/Berlin", "arrivesAfterMinutes": 215, "departsAfterMinutes": 215 }
              ]
            }
            """),
        ["RouteFares"] = One("""
            {
              "routeId": "0197a3f2-5201-7e14-8a05-3c4d5e6f7a84",
              "currency": "EUR",
              "fares": [
                { "fromStopId": "0197a3f2-5101-7e12-8a03-3c4d5e6f7a82", "toStopId": "0197a3f2-5102-7e13-8a04-3c4d5e6f7a83", "class": "standard", "price": { "amount": 1900, "currency": "EUR" }, "scheduleId": null, "validFrom": null, "validTo": null }
              ]
            }
            """),
        ["ReplaceFaresRequest"] = One("""
            {
              "legs": [{ "class": "standard", "amounts": [1900] }],
              "distance": [{ "class": "comfort", "base": 500, "perKm": 9.5 }],
              "fares": [{ "fromStopId": "0197a3f2-5101-7e12-8a03-3c4d5e6f7a82", "toStopId": "0197a3f2-5102-7e13-8a04-3c4d5e6f7a83", "class": "standard", "amount": 2900, "validFrom": "2026-12-20", "validTo": "2027-01-06" }]
            }
            """),
        ["Bus"] = One("""
            {
              "id": "0197a3f2-5401-7e16-8a07-3c4d5e6f7a86",
              "name": "B-DC 101",
              "operatorId": "0197a3f2-5301-7e15-8a06-3c4d5e6f7a85",
              "plate": "B-DC 101",
              "seats": [
                { "seat": "3A", "deck": 1, "row": 3, "column": 1, "class": "standard", "features": ["window"], "blocked": false },
                { "seat": "3B", "deck": 1, "row": 3, "column": 2, "class": "standard", "features": ["aisle"], "blocked": false }
              ],
              "isActive": true
            }
            """),
        ["CreateBusRequest"] = One("""
            {
              "name": "B-DC 101",
              "operatorId": "0197a3f2-5301-7e15-8a06-3c4d5e6f7a85",
              "plate": "B-DC 101",
              "blocks": [{ "deck": 1, "firstRow": 1, "rows": 2, "letters": "AB C", "class": "comfort" }, { "deck": 1, "firstRow": 3, "rows": 10, "letters": "AB CD", "class": "standard" }],
              "seats": [{ "seat": "1A", "deck": 1, "row": 1, "column": 1, "class": "comfort", "features": ["accessible"], "blocked": false }]
            }
            """),
        ["EditBusRequest"] = One("""{ "plate": "B-DC 202" }"""),
        ["Schedule"] = One(Schedule),
        ["CreateScheduleRequest"] = One("""
            {
              "name": "Mornings on weekdays",
              "routeId": "0197a3f2-5201-7e14-8a05-3c4d5e6f7a84",
              "busId": "0197a3f2-5401-7e16-8a07-3c4d5e6f7a86",
              "departsAt": "08:00:00",
              "validFrom": "2026-06-01",
              "weekdays": ["monday", "tuesday", "wednesday", "thursday", "friday"],
              "noService": ["2026-12-25"],
              "horizonDays": 30
            }
            """),
        ["EditScheduleRequest"] = One("""{ "departsAt": "08:30:00", "extraService": ["2026-12-27"] }"""),
        ["ScheduleChange"] = One($$"""
            {
              "schedule": {{Schedule}},
              "created": 0,
              "changed": 20,
              "withdrawn": 1,
              "kept": [{ "id": "0197a3f2-5001-7e11-8a02-3c4d5e6f7a81", "date": "2026-06-01", "departsAt": "2026-06-01T06:00:00Z", "seats": 3 }]
            }
            """),
        ["CreatedTrips"] = One("""{ "scheduleId": "0197a3f2-5501-7e17-8a08-3c4d5e6f7a87", "tripIds": ["0197a3f2-5001-7e11-8a02-3c4d5e6f7a81"] }"""),
        ["Route"] = One("""
            {
              "id": "0197a3f2-5201-7e14-8a05-3c4d5e6f7a84",
              "name": "Berlin – Hamburg",
              "operator": "Demo Coaches",
              "operatorId": "0197a3f2-5301-7e15-8a06-3c4d5e6f7a85",
              "currency": "EUR",
              "taxRate": 700,
              "requiresNames": false,
              "requiresDocuments": false,
              "passengerTypes": [{ "type": "adult", "percent": 100 }, { "type": "child", "percent": 50 }],
              "saleClosesMinutes": 10,
              "delayCaseMinutes": 15,
              "cancellationPolicy": { "tiers": [{ "hoursBefore": 48, "refundPercent": 100 }, { "hoursBefore": 24, "refundPercent": 50 }] },
              "isActive": true,
              "stops": [
                { "id": "0197a3f2-5101-7e12-8a03-3c4d5e6f7a82", "name": "Berlin ZOB", "sequence": 0, "city": "Berlin", "timeZone": "Europe/Berlin", "lat": 52.5073, "lng": 13.2796, "arrivesAfterMinutes": 0, "departsAfterMinutes": 0 },
                { "id": "0197a3f2-5102-7e13-8a04-3c4d5e6f7a83", "name": "Hamburg ZOB", "sequence": 1, "city": "Hamburg", "timeZone": "Europe/Berlin", "lat": 53.5521, "lng": 10.0115, "arrivesAfterMinutes": 195, "departsAfterMinutes": 195 }
              ]
            }
            """),
        ["Trip"] = One("""
            {
              "id": "0197a3f2-5001-7e11-8a02-3c4d5e6f7a81",
              "route": "Berlin – Hamburg",
              "routeId": "0197a3f2-5201-7e14-8a05-3c4d5e6f7a84",
              "operator": "Demo Coaches",
              "departsAt": "2026-06-01T06:00:00Z",
              "arrivesAt": "2026-06-01T09:15:00Z",
              "fromStop": { "id": "0197a3f2-5101-7e12-8a03-3c4d5e6f7a82", "name": "Berlin ZOB", "sequence": 0, "city": "Berlin", "timeZone": "Europe/Berlin" },
              "toStop": { "id": "0197a3f2-5102-7e13-8a04-3c4d5e6f7a83", "name": "Hamburg ZOB", "sequence": 1, "city": "Hamburg", "timeZone": "Europe/Berlin" },
              "price": { "amount": 1900, "currency": "EUR" },
              "seatsAvailable": 31,
              "legs": null,
              "availableActions": ["hold"]
            }
            """),
        ["CreateTripRequest"] = One("""{ "routeId": "0197a3f2-5201-7e14-8a05-3c4d5e6f7a84", "busId": "0197a3f2-5401-7e16-8a07-3c4d5e6f7a86", "departsAt": "2026-06-01T08:00:00" }"""),
        ["EditTripRequest"] = One("""{ "busId": "0197a3f2-5401-7e16-8a07-3c4d5e6f7a86" }"""),
        ["DelayTripRequest"] = One("""{ "minutes": 25, "reason": "Traffic on the A24" }"""),
        ["CancelTripRequest"] = One("""{ "reason": "The engine does not start" }"""),
        ["BoardingList"] = One("""
            {
              "tripId": "0197a3f2-5001-7e11-8a02-3c4d5e6f7a81",
              "route": "Berlin – Hamburg",
              "departsAt": "2026-06-01T06:00:00Z",
              "status": "scheduled",
              "stops": [
                {
                  "stopId": "0197a3f2-5101-7e12-8a03-3c4d5e6f7a82", "name": "Berlin ZOB", "sequence": 0, "arrivesAt": "2026-06-01T06:00:00Z", "departsAt": "2026-06-01T06:00:00Z", "onBoard": 1,
                  "gettingOn": [{ "seat": "3A", "name": "Ada Demo", "type": "adult", "birthDate": null, "document": { "type": "passport", "number": "C01X00T47", "country": "DE", "expires": "2031-05-01" }, "bookingNumber": "BK-7F3K9Q", "bookingId": "0197a3f2-8001-7b20-9d66-2a3b4c5d6e7f", "fromStop": "Berlin ZOB", "toStop": "Hamburg ZOB", "checkedInAt": null }],
                  "gettingOff": []
                }
              ]
            }
            """),
        ["TripDetail"] = One("""
            {
              "id": "0197a3f2-5001-7e11-8a02-3c4d5e6f7a81",
              "route": "Berlin – Hamburg",
              "routeId": "0197a3f2-5201-7e14-8a05-3c4d5e6f7a84",
              "operator": "Demo Coaches",
              "bus": "B-DC 101",
              "busId": "0197a3f2-5401-7e16-8a07-3c4d5e6f7a86",
              "scheduleId": "0197a3f2-5501-7e17-8a08-3c4d5e6f7a87",
              "departsAt": "2026-06-01T06:00:00Z",
              "arrivesAt": "2026-06-01T09:15:00Z",
              "status": "scheduled",
              "delayMinutes": 0,
              "note": null,
              "requires": "names",
              "seats": 44,
              "classes": ["comfort", "standard"],
              "passengerTypes": [{ "type": "adult", "percent": 100 }, { "type": "child", "percent": 50 }],
              "cancellationPolicy": { "tiers": [{ "hoursBefore": 48, "refundPercent": 100 }, { "hoursBefore": 24, "refundPercent": 50 }] },
              "stops": [
                { "id": "0197a3f2-5101-7e12-8a03-3c4d5e6f7a82", "name": "Berlin ZOB", "sequence": 0, "city": "Berlin", "timeZone": "Europe/Berlin", "lat": 52.5073, "lng": 13.2796, "arrivesAt": "2026-06-01T06:00:00Z", "departsAt": "2026-06-01T06:00:00Z" },
                { "id": "0197a3f2-5102-7e13-8a04-3c4d5e6f7a83", "name": "Hamburg ZOB", "sequence": 1, "city": "Hamburg", "timeZone": "Europe/Berlin", "lat": 53.5521, "lng": 10.0115, "arrivesAt": "2026-06-01T09:15:00Z", "departsAt": "2026-06-01T09:15:00Z" }
              ],
              "availableActions": ["hold"]
            }
            """),
        ["TripSeats"] = One("""
            {
              "tripId": "0197a3f2-5001-7e11-8a02-3c4d5e6f7a81",
              "fromStopId": "0197a3f2-5101-7e12-8a03-3c4d5e6f7a82",
              "toStopId": "0197a3f2-5102-7e13-8a04-3c4d5e6f7a83",
              "items": [
                { "seat": "3A", "deck": 1, "row": 3, "column": 1, "class": "standard", "features": ["window"], "price": { "amount": 1900, "currency": "EUR" }, "status": "free", "availableActions": ["hold"] },
                { "seat": "3B", "deck": 1, "row": 3, "column": 2, "class": "standard", "features": ["aisle"], "price": { "amount": 1900, "currency": "EUR" }, "status": "booked", "availableActions": [] }
              ]
            }
            """),
        ["Service"] = One(Service),
        ["CreateServiceRequest"] = One("""
            {
              "name": "Haircut",
              "description": "Wash, cut and dry.",
              "category": "hair",
              "city": "Berlin",
              "timeZone": "Europe/Berlin",
              "durationMinutes": 45,
              "bufferMinutes": 15,
              "stepMinutes": 30,
              "price": { "amount": 3900, "currency": "EUR" },
              "taxRate": 1900,
              "noticeMinutes": 120,
              "horizonDays": 90,
              "providers": [{ "providerId": "0197a3f2-1003-7c3c-9b23-6f0e8d4c2a13", "price": { "amount": 4900, "currency": "EUR" }, "durationMinutes": 60 }],
              "cancellationPolicy": { "tiers": [{ "hoursBefore": 24, "refundPercent": 100 }] },
              "languages": ["de", "en"]
            }
            """),
        ["EditServiceRequest"] = One("""{ "price": { "amount": 4200, "currency": "EUR" }, "bufferMinutes": 10 }"""),
        ["CreateAddOnRequest"] = One("""{ "name": "Hot oil", "description": "A quarter of an hour more.", "price": { "amount": 1500, "currency": "EUR" }, "extraMinutes": 15, "maxQuantity": 1 }"""),
        ["EditAddOnRequest"] = One("""{ "price": { "amount": 1800, "currency": "EUR" } }"""),
        ["TenantSettings"] = One("""
            {
              "id": "0197a3f2-0001-7000-8000-000000000001",
              "slug": "demo",
              "name": "Demo Bookings",
              "address": "Unter den Linden 1, 10117 Berlin",
              "taxNumber": "DE123456789",
              "currency": "EUR",
              "allowsGuests": true,
              "taxMode": "inclusive",
              "taxRounding": "by_sum",
              "feeTaxRate": 1900,
              "timeZone": "Europe/Berlin",
              "notifications": {
                "language": null,
                "timeZone": "Europe/Berlin",
                "reminderMinutes": [2880, 180],
                "quietHours": { "from": "22:00", "to": "07:00" },
                "effective": { "language": "en", "timeZone": "Europe/Berlin", "reminderMinutes": [2880, 180], "quietHours": { "from": "22:00", "to": "07:00" } }
              },
              "createdAt": "2026-01-01T00:00:00Z",
              "availableActions": ["edit"]
            }
            """),
        ["EditTenantRequest"] = One("""{ "taxMode": "exclusive", "taxRounding": "by_line", "feeTaxRate": 1900, "notifications": { "timeZone": "Europe/Berlin", "reminderMinutes": [2880, 180] } }"""),
        ["PriceRule"] = One("""
            {
              "id": "0197a3f2-b001-7d50-8a99-5d6e7f8091a2",
              "label": "Weekend",
              "rate": 1500,
              "amount": 0,
              "per": "item",
              "conditions": {
                "kinds": ["venue"], "offeringIds": [], "days": ["saturday", "sunday"], "fromMinute": null, "toMinute": null,
                "seasonFrom": "2026-05-01", "seasonTo": "2026-09-30", "minLeadHours": null, "maxLeadHours": null, "minQuantity": null, "minMinutes": null
              },
              "priority": 10,
              "isExclusive": false,
              "isActive": true,
              "availableActions": ["edit", "delete"]
            }
            """),
        ["PriceRuleRequest"] =
        [
            new("weekend", "15 % more for halls at summer weekends.", """{ "label": "Weekend", "rate": 1500, "conditions": { "kinds": ["venue"], "days": ["saturday", "sunday"], "seasonFrom": "2026-05-01", "seasonTo": "2026-09-30" }, "priority": 10 }"""),
            new("earlyBird", "5.00 off each ticket that is bought 30 days before.", """{ "label": "Early bird", "amount": -500, "per": "unit", "conditions": { "kinds": ["ticket", "eventSeat"], "minLeadHours": 720 } }"""),
        ],
        ["Fee"] = One("""
            { "id": "0197a3f2-b101-7d51-8a9a-5d6e7f8091a3", "label": "Booking fee", "rate": 0, "amount": 250, "per": "order", "kinds": [], "taxRate": null, "isRefundable": false, "isActive": true, "availableActions": ["edit", "delete"] }
            """),
        ["FeeRequest"] = One("""{ "label": "Booking fee", "amount": 250, "per": "order", "isRefundable": false }"""),
        ["Voucher"] = One("""
            {
              "id": "0197a3f2-b201-7d52-8a9b-5d6e7f8091a4",
              "code": "WELCOME10",
              "batchId": null,
              "label": "Welcome",
              "kind": "percent",
              "rate": 1000,
              "amount": 0,
              "kinds": [],
              "offeringIds": [],
              "usageLimit": 100,
              "used": 17,
              "perCustomerLimit": 1,
              "validFrom": "2026-05-01T00:00:00Z",
              "validUntil": "2026-10-01T00:00:00Z",
              "minOrder": 2000,
              "isActive": true,
              "availableActions": ["edit", "withdraw"]
            }
            """),
        ["CreateVoucherRequest"] = One("""{ "code": "WELCOME10", "label": "Welcome", "kind": "percent", "rate": 1000, "usageLimit": 100, "perCustomerLimit": 1, "validUntil": "2026-10-01T00:00:00Z", "minOrder": 2000 }"""),
        ["EditVoucherRequest"] = One("""{ "usageLimit": 200 }"""),
        ["CreateVoucherBatchRequest"] = One("""{ "count": 2, "prefix": "FAIR-", "label": "Fair", "kind": "fixed", "amount": 500, "usageLimit": 1 }"""),
        ["VoucherBatch"] = One("""{ "batchId": "0197a3f2-b301-7d53-8a9c-5d6e7f8091a5", "codes": ["FAIR-H7KQ2MZ9RB", "FAIR-X3CVW8NDT5"] }"""),
        ["Inbox"] = One("""
            {
              "items": [
                {
                  "id": "0197a3f2-d001-7d64-8aa0-5d6e7f8091a9",
                  "event": "booking.confirmed",
                  "category": "transactional",
                  "title": "Booking BK-7F3K9Q is confirmed",
                  "text": "Demo: booking BK-7F3K9Q is confirmed. Start: Sat 13 Jun 2026, 20:00 (Europe/Berlin)",
                  "bookingId": "0197a3f2-7001-7c30-8e77-3b4c5d6e7f80",
                  "link": "/bookings/0197a3f2-7001-7c30-8e77-3b4c5d6e7f80",
                  "isUrgent": true,
                  "sentAt": "2026-05-20T10:07:02Z",
                  "readAt": null
                }
              ],
              "nextCursor": null,
              "unreadCount": 1
            }
            """),
        ["Preferences"] = One("""
            {
              "language": "de",
              "timeZone": "Europe/Berlin",
              "quietHours": { "from": "22:00", "to": "07:00" },
              "choices": [
                { "category": "transactional", "channel": "email", "isOn": true, "isFixed": true, "needsConsent": false },
                { "category": "reminders", "channel": "sms", "isOn": true, "isFixed": false, "needsConsent": true }
              ],
              "consents": [{ "channel": "sms", "givenAt": "2026-05-20T10:00:00Z" }, { "channel": "whatsapp", "givenAt": null }]
            }
            """),
        ["EditPreferencesRequest"] = One("""
            {
              "language": "de",
              "timeZone": "Europe/Berlin",
              "quietHours": { "from": "22:00", "to": "07:00" },
              "choices": [{ "category": "reminders", "channel": "email", "isOn": false }],
              "consents": [{ "channel": "sms", "isGiven": true }]
            }
            """),
        ["SentNotification"] = One("""
            {
              "id": "0197a3f2-d101-7d65-8aa1-5d6e7f8091aa",
              "event": "booking.confirmed",
              "eventId": "0197a3f2-c201-7d63-8a9f-5d6e7f8091a8",
              "category": "transactional",
              "channel": "email",
              "language": "en",
              "bookingId": "0197a3f2-7001-7c30-8e77-3b4c5d6e7f80",
              "userId": "0197a3f2-1001-7c30-8e77-3b4c5d6e7f80",
              "to": "ada@example.org",
              "status": "sent",
              "reason": null,
              "providerId": "<0197a3f2d1017d658aa15d6e7f8091aa@shop.example>",
              "createdAt": "2026-05-20T10:07:00Z",
              "dueAt": "2026-05-20T10:07:00Z",
              "nextAttemptAt": null,
              "attemptCount": 1,
              "attempts": [{ "at": "2026-05-20T10:07:02Z", "error": null }],
              "sentAt": "2026-05-20T10:07:02Z",
              "delivery": null,
              "deliveryReason": null,
              "resendOf": null,
              "availableActions": ["resend"]
            }
            """),
        ["Template"] = One("""
            {
              "event": "booking.reminder",
              "channel": "sms",
              "language": "en",
              "isOwn": true,
              "subject": null,
              "text": "{{reminder.title}} starts {{reminder.start}}. See you!",
              "html": null,
              "placeholders": ["tenant.name", "recipient.name", "link", "booking.number", "reminder.title", "reminder.start", "reminder.place"],
              "changedAt": "2026-05-20T10:00:00Z"
            }
            """),
        ["PutTemplateRequest"] = One("""{ "subject": "Booked: {{booking.number}}", "text": "Hello {{recipient.name}},\n\n{{booking.items}}\n\nSee you!" }"""),
        ["PreviewTemplateRequest"] = One("""{ "subject": "Booked: {{booking.number}}", "text": "Hello {{recipient.name}},\n\n{{booking.items}}\n\nSee you!" }"""),
        ["TemplatePreview"] = One("""{ "subject": "Booked: BK-7F3K9Q", "text": "Hello Ada Lovelace,\n\n• 2 × Jazz\n\nSee you!", "html": "<p>Hello Ada Lovelace,</p><p>• 2 × Jazz</p><p>See you!</p>" }"""),
        ["WebhookEndpoint"] = One("""
            {
              "id": "0197a3f2-c001-7d61-8a9d-5d6e7f8091a6",
              "url": "https://shop.example/booking-events",
              "description": "Our shop",
              "eventTypes": ["booking.*", "payment.succeeded"],
              "status": "active",
              "disabledReason": null,
              "disabledAt": null,
              "failingSince": null,
              "secret": "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD0cSwXXeKzlk=",
              "previousSecretUntil": null,
              "createdAt": "2026-05-20T09:00:00Z",
              "availableActions": ["edit", "disable", "delete", "rotateSecret", "ping"]
            }
            """),
        ["PushKey"] = One("""{ "publicKey": "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8" }"""),
        ["PushSubscription"] = One("""{ "id": "0197a3f2-c401-7d65-8aa1-5d6e7f8091aa", "service": "push.example.net", "createdAt": "2026-05-20T10:06:00Z" }"""),
        ["SubscribePushRequest"] = One("""
            {
              "endpoint": "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
              "expirationTime": null,
              "keys": { "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", "auth": "BTBZMqHH6r4Tts7J_aSIgg" }
            }
            """),
        ["ConversionSettings"] = One("""{ "network": "tiktok", "eventSourceId": "C4EXAMPLE0PIXEL", "accessTokenSetAt": "2026-05-20T09:00:00Z", "testEventCode": null, "isActive": true }"""),
        ["PutConversionSettingsRequest"] = One("""{ "eventSourceId": "C4EXAMPLE0PIXEL", "accessToken": "0123456789abcdef0123456789abcdef01234567" }"""),
        ["ConversionDelivery"] = One("""
            {
              "id": "0197a3f2-c301-7d64-8aa0-5d6e7f8091a9",
              "bookingId": "0197a3f2-8001-7d21-8a5d-5d6e7f809166",
              "eventId": "BK-7F3K9Q",
              "eventType": "CompletePayment",
              "status": "sent",
              "skipReason": null,
              "attemptCount": 1,
              "attempts": [{ "at": "2026-05-20T10:06:01Z", "statusCode": 200, "code": 0, "error": null, "message": null, "requestId": "202605201006010A1B2C3D4E5F" }],
              "createdAt": "2026-05-20T10:06:00Z",
              "nextAttemptAt": null,
              "giveUpAt": "2026-05-21T10:06:00Z",
              "sentAt": "2026-05-20T10:06:01Z"
            }
            """),
        ["CreateWebhookEndpointRequest"] = One("""{ "url": "https://shop.example/booking-events", "description": "Our shop", "eventTypes": ["booking.*", "payment.succeeded"] }"""),
        ["EditWebhookEndpointRequest"] = One("""{ "eventTypes": ["booking.*"], "isActive": true }"""),
        ["WebhookDelivery"] = One("""
            {
              "id": "0197a3f2-c101-7d62-8a9e-5d6e7f8091a7",
              "eventId": "0197a3f2-c201-7d63-8a9f-5d6e7f8091a8",
              "eventType": "booking.confirmed",
              "status": "pending",
              "attemptCount": 1,
              "attempts": [{ "at": "2026-05-20T10:06:00Z", "statusCode": 503, "error": "status", "durationMilliseconds": 120, "excerpt": "Down for maintenance" }],
              "createdAt": "2026-05-20T10:06:00Z",
              "nextAttemptAt": "2026-05-20T10:06:05Z",
              "giveUpAt": "2026-05-23T10:06:00Z",
              "availableActions": []
            }
            """),
        ["Revenue"] = One($$"""
            { "from": "2026-06-01", "to": "2026-07-01", "timeZone": "Europe/Berlin", "groupBy": "offering", "items": [{{RevenueLine}}] }
            """),
        ["RevenueLine"] = One(RevenueLine),
        ["Funnel"] = One($$"""
            { "from": "2026-06-01", "to": "2026-07-01", "timeZone": "Europe/Berlin", "groupBy": "total", "items": [{{FunnelLine}}] }
            """),
        ["FunnelLine"] = One(FunnelLine),
        ["WaitlistConversion"] = One($$"""
            { "from": "2026-06-01", "to": "2026-07-01", "timeZone": "Europe/Berlin", "groupBy": "kind", "items": [{{WaitlistConversionLine}}] }
            """),
        ["WaitlistConversionLine"] = One(WaitlistConversionLine),
        ["DriverUtilisation"] = One($$"""
            { "from": "2026-06-01", "to": "2026-07-01", "timeZone": "Europe/Berlin", "items": [{{DriverUtilisationLine}}] }
            """),
        ["DriverUtilisationLine"] = One(DriverUtilisationLine),
        ["Occupancy"] = One($$"""
            { "from": "2026-06-01", "to": "2026-07-01", "items": [{{OccupancyLine}}], "nextCursor": null, "totals": [{{OccupancyTotal}}] }
            """),
        ["OccupancyLine"] = One(OccupancyLine),
        ["OccupancyTotal"] = One(OccupancyTotal),
        ["AuditEntry"] = One("""
            {
              "id": "0197a3f2-d101-7d71-8aa7-6e7f8091a2b3",
              "at": "2026-05-20T10:20:00Z",
              "actor": { "kind": "user", "id": "0197a3f2-1005-7c3e-9b25-6f0e8d4c2a15", "roles": ["admin"] },
              "useCase": "EditCar",
              "action": "changed",
              "subject": { "type": "car", "id": "0197a3f2-2001-7a44-8f3e-1b2c3d4e5f60" },
              "changes": [{ "field": "pricePerHour", "before": "900", "after": "1000", "isWithheld": false }],
              "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
            }
            """),
        ["AuditActor"] = One("""{ "kind": "user", "id": "0197a3f2-1005-7c3e-9b25-6f0e8d4c2a15", "roles": ["admin"] }"""),
        ["AuditSubject"] = One("""{ "type": "car", "id": "0197a3f2-2001-7a44-8f3e-1b2c3d4e5f60" }"""),
        ["AuditedChange"] = One("""{ "field": "pricePerHour", "before": "900", "after": "1000", "isWithheld": false }"""),
        ["MoneyFlow"] = One(MoneyFlow),
        ["Stats"] = One($$"""
            {
              "from": "2026-06-01", "to": "2026-07-01", "timeZone": "Europe/Berlin",
              "revenue": [{{RevenueLine}}], "revenueByKind": [{{RevenueLine}}], "payments": [{{MoneyFlow}}], "funnel": {{FunnelLine}}
            }
            """),
        ["EventsLog"] = One("""
            {
              "items": [
                {
                  "specversion": "1.0",
                  "id": "0197a3f2-c201-7d63-8a9f-5d6e7f8091a8",
                  "type": "booking.expired",
                  "source": "/booking",
                  "subject": "0197a3f2-8001-7b20-9d66-2a3b4c5d6e7f",
                  "time": "2026-05-20T10:20:00Z",
                  "datacontenttype": "application/json",
                  "tenantid": "0197a3f2-0001-7000-8000-000000000001",
                  "sequence": "2",
                  "data": { "bookingId": "0197a3f2-8001-7b20-9d66-2a3b4c5d6e7f", "number": "BK-7F3K9Q", "customerId": "0197a3f2-1001-7c3a-9b21-6f0e8d4c2a11" }
                }
              ],
              "lastId": "0197a3f2-c201-7d63-8a9f-5d6e7f8091a8",
              "hasMore": false
            }
            """),
        ["HubTicket"] = One("""{ "ticket": "ht_5f0c1d2e3b4a59687786a5b4c3d2e1f05f0c1d2e3b4a59687786a5b4c3d2e1f0", "expiresInSeconds": 30 }"""),
        ["OwnEvents"] = One("""
            {
              "items": [
                {
                  "specversion": "1.0",
                  "id": "0197a3f2-c201-7d63-8a9f-5d6e7f8091a8",
                  "type": "booking.expired",
                  "source": "/booking",
                  "subject": "0197a3f2-8001-7b20-9d66-2a3b4c5d6e7f",
                  "time": "2026-05-20T10:20:00Z",
                  "datacontenttype": "application/json",
                  "tenantid": "0197a3f2-0001-7000-8000-000000000001",
                  "sequence": "2",
                  "data": { "bookingId": "0197a3f2-8001-7b20-9d66-2a3b4c5d6e7f", "number": "BK-7F3K9Q", "customerId": "0197a3f2-1001-7c3a-9b21-6f0e8d4c2a11" }
                }
              ],
              "lastId": "0197a3f2-c201-7d63-8a9f-5d6e7f8091a8",
              "hasMore": false
            }
            """),
        ["ServiceSlots"] = One("""
            {
              "serviceId": "0197a3f2-6001-7f22-8b13-4d5e6f708192",
              "timeZone": "Europe/Berlin",
              "items": [
                { "from": "2026-06-03T08:30:00Z", "to": "2026-06-03T09:15:00Z", "providerId": "0197a3f2-1003-7c3c-9b23-6f0e8d4c2a13", "provider": "Grace Provider", "price": { "amount": 3900, "currency": "EUR" }, "places": 1, "sessionId": null, "availableActions": ["hold"] }
              ],
              "days": [
                { "date": "2026-06-03", "slots": 1, "reason": null },
                { "date": "2026-06-04", "slots": 0, "reason": "opening_hours" }
              ]
            }
            """),
        ["Provider"] = One("""
            {
              "id": "0197a3f2-1003-7c3c-9b23-6f0e8d4c2a13",
              "name": "Grace Provider",
              "userId": null,
              "timeZone": "Europe/Berlin",
              "hours": [{ "day": "monday", "from": "09:00", "to": "17:00" }],
              "breaks": [{ "day": "monday", "from": "12:30", "to": "13:00" }],
              "exceptions": [{ "from": "2026-12-24", "to": "2026-12-31", "kind": "off", "start": null, "end": null, "note": "" }],
              "isActive": true,
              "rating": { "average": 4.67, "count": 12 }
            }
            """),
        ["CreateProviderRequest"] = One("""
            {
              "name": "Grace Provider",
              "userId": "0197a3f2-1001-7c3a-9b21-6f0e8d4c2a12",
              "timeZone": "Europe/Berlin",
              "workingTime": { "hours": [{ "day": "monday", "from": "09:00", "to": "17:00" }] }
            }
            """),
        ["EditProviderRequest"] = One("""{ "name": "Grace P.", "isActive": true }"""),
        ["ProviderHoursRequest"] = One("""
            {
              "hours": [{ "day": "monday", "from": "09:00", "to": "17:00" }, { "day": "friday", "from": "20:00", "to": "02:00" }],
              "breaks": [{ "day": "monday", "from": "12:30", "to": "13:00" }],
              "exceptions": [
                { "from": "2026-12-24", "to": "2026-12-31", "kind": "off", "note": "Christmas" },
                { "from": "2027-01-02", "kind": "extra", "start": "10:00", "end": "14:00" }
              ]
            }
            """),
        ["ClassSession"] = One(ClassSession),
        ["ClassSessions"] = One($$"""{ "items": [{{ClassSession}}], "skipped": [{ "date": "2026-06-17", "reason": "booked" }] }"""),
        ["ScheduleSessionsRequest"] = One("""
            {
              "providerId": "0197a3f2-1003-7c3c-9b23-6f0e8d4c2a13",
              "from": "2026-06-03T18:00:00",
              "until": "2026-07-29",
              "days": ["wednesday", "friday"],
              "places": 12,
              "skipTaken": true
            }
            """),
        ["CancelSessionRequest"] = One("""{ "note": "Our teacher is ill." }"""),
        ["Rating"] = One("""
            {
              "id": "0197a3f2-6301-7f55-8c27-5e6f708192a6",
              "offeringId": "0197a3f2-6001-7f22-8b13-4d5e6f708192",
              "kind": "service",
              "providerId": "0197a3f2-1003-7c3c-9b23-6f0e8d4c2a13",
              "stars": 5,
              "comment": "On time and friendly.",
              "author": "Ada",
              "createdAt": "2026-06-03T10:00:00Z",
              "editedAt": null,
              "reply": "See you again!",
              "repliedAt": "2026-06-03T12:00:00Z",
              "hiddenReason": null,
              "availableActions": ["edit"]
            }
            """),
        ["GiveRatingRequest"] = One("""{ "item": 0, "stars": 5, "comment": "On time and friendly." }"""),
        ["EditRatingRequest"] = One("""{ "stars": 4 }"""),
        ["ReplyToRatingRequest"] = One("""{ "text": "See you again!" }"""),
        ["HideRatingRequest"] = One("""{ "reason": "Names a person." }"""),
        ["Product"] = One(Product),
        ["CreateProductRequest"] = One("""
            {
              "name": "Picnic basket",
              "description": "For two, with a blanket.",
              "category": "food",
              "price": { "amount": 2900, "currency": "EUR" },
              "stock": 25,
              "taxRate": 1900,
              "maxPerOrder": 5,
              "perCustomerLimit": 10,
              "pictures": ["https://shop.example/picnic.jpg"]
            }
            """),
        ["EditProductRequest"] = One("""{ "price": { "amount": 3200, "currency": "EUR" } }"""),
        ["CreateVariantRequest"] = One("""{ "sku": "PIC-L", "options": { "size": "L" }, "stock": 10, "price": { "amount": 3900, "currency": "EUR" } }"""),
        ["EditVariantRequest"] = One("""{ "price": { "amount": 3700, "currency": "EUR" } }"""),
        ["AdjustStockRequest"] =
        [
            new("delivery", "Ten have come in.", """{ "change": 10 }"""),
            new("count", "A variant is counted anew.", """{ "setTo": 40, "variantId": "0197a3f2-6102-7f34-8c25-5e6f708192a4" }"""),
        ],
        ["Stock"] = One("""{ "productId": "0197a3f2-6101-7f33-8c24-5e6f708192a3", "variantId": null, "addOnId": null, "total": 35, "held": 2, "sold": 16, "available": 17 }"""),
        ["ProductFacets"] = One("""
            {
              "total": 7,
              "inStock": 6,
              "categories": [{ "value": "food", "count": 4 }, { "value": "merchandise", "count": 3 }],
              "prices": [{ "from": 0, "to": 1000, "count": 2 }, { "from": 1000, "to": 2500, "count": 5 }]
            }
            """),
    };

    private static NamedExample[] One(string text) => [new NamedExample("example", "", text)];

    private static NamedExample Holding(string name, string summary, params string[] items) => new(name, summary, $$"""{ "items": [{{string.Join(", ", items)}}] }""");
}
