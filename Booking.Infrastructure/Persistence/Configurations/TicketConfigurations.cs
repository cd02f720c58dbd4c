namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Domain.Bookings;
using Booking.Domain.Tickets;
using Booking.Domain.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

internal sealed class TicketConfiguration : IEntityTypeConfiguration<Ticket>
{
    public void Configure(EntityTypeBuilder<Ticket> builder)
    {
        builder.ToTable("tickets").HasKey(ticket => new { ticket.TenantId, ticket.Id });
        builder.HasOne<Booking>().WithMany().HasForeignKey(ticket => new { ticket.TenantId, ticket.BookingId });
    }
}

internal sealed class TicketScanConfiguration : IEntityTypeConfiguration<TicketScan>
{
    public void Configure(EntityTypeBuilder<TicketScan> builder)
    {
        builder.ToTable("ticket_scans").HasKey(scan => new { scan.TenantId, scan.Id });
        builder.Ignore(scan => scan.IsAdmitted);
        builder.HasOne<User>().WithMany().HasForeignKey(scan => new { scan.TenantId, scan.By });
        builder.HasOne<Ticket>().WithMany().HasForeignKey(scan => new { scan.TenantId, scan.TicketId });
    }
}
