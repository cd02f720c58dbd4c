namespace Booking.Application.Tickets;

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Holds;
using Booking.Domain.Tickets;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// A ticket is shown at a door. Whether somebody may come in is data, whatever it is; the same nonce is told the same. Of all scans of a
/// ticket one is admitted, and the booking knows that its customer has come. Admins scan everything, providers what is for their offerings,
/// drivers the seats of buses and the rides that they drive.
/// </summary>
/// <param name="Gate">Where it is scanned, in the scanner's own words.</param>
/// <param name="Nonce">The scanner's own name for this scan.</param>
/// <param name="OfferingId">The offering, or ticket type, that the door is for; any of the caller's when null.</param>
/// <param name="ScannedAt">When it was scanned, where a scanner tells of it later; now when null.</param>
/// <param name="Force">Lets in all the same where the ticket is for another door, was used, or has another time.</param>
/// <param name="Reason">Why; needed with <paramref name="Force"/>.</param>
public sealed record ScanTicketCommand(string Token, string Gate, string Nonce, Guid? OfferingId, DateTimeOffset? ScannedAt, bool Force, string? Reason) : ICommand<ScanView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => [Roles.Provider, Roles.Driver, Roles.Admin];
}

internal sealed class ScanTicketValidator : AbstractValidator<ScanTicketCommand>
{
    private const int TokenMaxLength = 1_024;
    private const int WordMaxLength = 64;
    private const int ReasonMaxLength = 200;

    public ScanTicketValidator()
    {
        RuleFor(command => command.Token).NotEmpty().MaximumLength(TokenMaxLength);
        RuleFor(command => command.Gate).NotEmpty().MaximumLength(WordMaxLength).Must(Formats.IsOneLine).WithMessage("A gate has one line.");
        RuleFor(command => command.Nonce).NotEmpty().MaximumLength(WordMaxLength).Must(Formats.IsOneLine).WithMessage("A nonce has one line.");
        RuleFor(command => command.Reason).MaximumLength(ReasonMaxLength).Must(reason => reason is null || Formats.IsStorable(reason)).WithMessage("A reason has no NUL.");
        RuleFor(command => command.Reason).NotEmpty().When(command => command.Force).WithMessage("Say why the rules are overridden.");
    }
}

internal sealed class ScanTicketHandler(IBookingDb db, IUnitOfWork unitOfWork, ITicketTokens tokens, RequestContext context) : IRequestHandler<ScanTicketCommand, Result<ScanView>>
{
    /// <summary>So far may a scanner's clock be ahead.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>So long may a scanner be offline.</summary>
    private static readonly TimeSpan OfflineTime = TimeSpan.FromDays(7);

    private Guid By => context.UserId ?? Guid.Empty;

    public async Task<Result<ScanView>> Handle(ScanTicketCommand command, CancellationToken cancellationToken)
    {
        // Two deliveries of one scan take turns; the second is told what the first was.
        await unitOfWork.TakeTurnAsync($"scan {By} {command.Nonce}", cancellationToken);
        byte[] request = SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(command)));
        if (await db.TicketScans.AsNoTracking().SingleOrDefaultAsync(scan => scan.By == By && scan.Nonce == command.Nonce, cancellationToken) is { } before)
        {
            return request.AsSpan().SequenceEqual(before.Request) ? await RepeatAsync(before, cancellationToken) : TicketErrors.NonceReused;
        }

        DateTimeOffset now = unitOfWork.Now;
        DateTimeOffset at = command.ScannedAt is { } told ? Storable(told) : now;
        if (at > now + ClockSkew || at < now - OfflineTime)
        {
            return Error.Rule("/scannedAt", $"A scan is told of within {OfflineTime.TotalDays:0} days, and not before it is made.");
        }

        TokenReading reading = tokens.Read(context.TenantId, command.Token);
        Shown? shown = reading.Credential is { } credential ? await FindAsync(credential, command.Force, cancellationToken) : null;
        string? always = reading.Refusal ?? (shown is null ? ScanRefusals.UnknownTicket : !shown.IsOwn ? ScanRefusals.WrongOffering : ScanRefusals.Always(shown.Ticket, shown.Booking));
        string? usually = always is null && shown is not null ? ScanRefusals.Usually(shown.Ticket, shown.Booking, command.OfferingId, at) : null;
        string? refusal = always ?? (command.Force ? null : usually);
        Shown? own = shown is { IsOwn: true } ? shown : null;
        TicketScan scan = TicketScan.Take(
            Guid.CreateVersion7(now), context.TenantId, By, command.Nonce, request, command.Gate, at, now, own?.Ticket, refusal, refusal is null && usually is not null, command.Reason);
        db.TicketScans.Add(scan);
        if (refusal is null && own is not null)
        {
            CheckIn checkIn = own.Booking.Admit(Guid.CreateVersion7(now), own.Ticket.Item, own.Ticket.Seat, By, at);
            if (own.Ticket.Status == TicketStatus.Valid)
            {
                own.Ticket.Use(checkIn.Id, command.Gate, at);
            }
        }

        return ScanView.Of(scan, own?.Ticket, own?.Booking);
    }

    /// <summary>As the database keeps it, so that whoever asks again is told the same.</summary>
    private static DateTimeOffset Storable(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    private async Task<Shown?> FindAsync(TicketCredential credential, bool force, CancellationToken ct)
    {
        Ticket? seen = await db.Tickets.AsNoTracking().SingleOrDefaultAsync(ticket => ticket.Id == credential.TicketId, ct);
        if (seen is null || seen.OfferingId != credential.OfferingId || seen.Seat != credential.Seat)
        {
            return null;
        }

        bool isOwn = context.IsAdmin || (context.Roles.Contains(Roles.Provider) && await IsOfOfferingAsync(seen, ct)) || (context.Roles.Contains(Roles.Driver) && await IsDrivenAsync(seen, ct));
        if (!isOwn || (seen.Status != TicketStatus.Valid && !force))
        {
            // Refused whatever comes: nobody has to wait for it.
            return new Shown(seen, await db.Bookings.AsNoTracking().SingleAsync(booking => booking.Id == seen.BookingId, ct), isOwn);
        }

        Booking booking = await db.LockBookingAsync(seen.BookingId, ct) ?? throw new InvalidOperationException($"Booking {seen.BookingId} has vanished.");
        return new Shown(await db.Tickets.SingleAsync(ticket => ticket.Id == seen.Id, ct), booking, isOwn);
    }

    private async Task<bool> IsOfOfferingAsync(Ticket ticket, CancellationToken ct) =>
        await db.BookingOwners.SingleOrDefaultAsync(row => row.BookingId == ticket.BookingId && row.OwnerId == By, ct) is { } own && own.Items.Contains(ticket.Item);

    /// <summary>Nobody says which driver is in which bus, so any of the tenant's stands at its door; a ride is for who has taken it.</summary>
    private async Task<bool> IsDrivenAsync(Ticket ticket, CancellationToken ct) => ticket.Kind == ItemKinds.TripSeat || await db.Assignments.AnyAsync(
        assignment => assignment.BookingId == ticket.BookingId
            && (assignment.Status == AssignmentStatus.Accepted || assignment.Status == AssignmentStatus.Started || assignment.Status == AssignmentStatus.Finished)
            && db.Rides.Any(ride => ride.Id == assignment.RideId && ride.Item == ticket.Item)
            && db.Drivers.Any(driver => driver.Id == assignment.DriverId && driver.UserId == By),
        ct);

    private async Task<Result<ScanView>> RepeatAsync(TicketScan scan, CancellationToken ct)
    {
        Ticket? ticket = scan.TicketId is { } id ? await db.Tickets.AsNoTracking().SingleAsync(ticket => ticket.Id == id, ct) : null;
        Booking? booking = ticket is null ? null : await db.Bookings.AsNoTracking().SingleAsync(booking => booking.Id == ticket.BookingId, ct);
        return ScanView.Of(scan, ticket, booking);
    }

    /// <param name="IsOwn">Whether it is the caller's to scan.</param>
    private sealed record Shown(Ticket Ticket, Booking Booking, bool IsOwn);
}
