namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Application.Holds;
using Booking.Domain.Bookings;
using Booking.Domain.Catalog;
using Booking.Domain.Holds;
using Booking.Domain.Payments;
using Booking.Domain.Receipts;
using Booking.Domain.Users;
using Booking.Infrastructure.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

internal sealed class HoldConfiguration : IEntityTypeConfiguration<Hold>
{
    public void Configure(EntityTypeBuilder<Hold> builder)
    {
        builder.ToTable("holds").HasKey(hold => new { hold.TenantId, hold.Id });
        builder.Property(hold => hold.Items).IsJson();
        builder.Property(hold => hold.Price).IsJson();
        builder.HasOne<User>().WithMany().HasForeignKey(hold => new { hold.TenantId, hold.CustomerId });
        builder.HasOne<Voucher>().WithMany().HasForeignKey(hold => new { hold.TenantId, hold.VoucherId });
    }
}

internal sealed class BlackoutConfiguration : IEntityTypeConfiguration<Blackout>
{
    public void Configure(EntityTypeBuilder<Blackout> builder)
    {
        builder.ToTable("blackouts").HasKey(blackout => new { blackout.TenantId, blackout.Id });
        builder.Property(blackout => blackout.Times).IsJson();
    }
}

internal sealed class BookingConfiguration : IEntityTypeConfiguration<Booking>
{
    public void Configure(EntityTypeBuilder<Booking> builder)
    {
        builder.ToTable("bookings").HasKey(booking => new { booking.TenantId, booking.Id });
        builder.Property(booking => booking.Customer).IsJson();
        builder.Property(booking => booking.Passengers).IsJson();
        builder.Property(booking => booking.Items).IsJson();
        builder.Property(booking => booking.Price).IsJson();
        builder.Property(booking => booking.CancellationPolicy).IsJson();
        builder.Property(booking => booking.Metadata).IsJson();
        builder.HasOne<Hold>().WithMany().HasForeignKey(booking => new { booking.TenantId, booking.HoldId });
    }
}

internal sealed class PaymentConfiguration : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("payments").HasKey(payment => new { payment.TenantId, payment.Id });
        builder.HasMoney(payment => payment.Amount);
        builder.HasOne<Booking>().WithMany().HasForeignKey(payment => new { payment.TenantId, payment.BookingId });
    }
}

internal sealed class RefundConfiguration : IEntityTypeConfiguration<Refund>
{
    public void Configure(EntityTypeBuilder<Refund> builder)
    {
        builder.ToTable("refunds").HasKey(refund => new { refund.TenantId, refund.Id });
        builder.HasMoney(refund => refund.Amount);
        builder.Ignore(refund => refund.IsSettled);
        builder.HasOne<Payment>().WithMany().HasForeignKey(refund => new { refund.TenantId, refund.PaymentId });
    }
}

internal sealed class ReceiptConfiguration : IEntityTypeConfiguration<Receipt>
{
    public void Configure(EntityTypeBuilder<Receipt> builder)
    {
        builder.ToTable("receipts").HasKey(receipt => new { receipt.TenantId, receipt.Id });
        builder.HasMoney(receipt => receipt.Total);
        builder.HasOne<Payment>().WithMany().HasForeignKey(receipt => new { receipt.TenantId, receipt.PaymentId });
    }
}

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox_messages").HasKey(message => new { message.TenantId, message.Id });
        builder.Property(message => message.Data).HasColumnType("jsonb");
    }
}

internal sealed class SlotClaimConfiguration : IEntityTypeConfiguration<SlotClaimRow>
{
    public void Configure(EntityTypeBuilder<SlotClaimRow> builder) => builder.ToTable("slot_claims").HasKey(claim => new { claim.TenantId, claim.Id });
}

internal sealed class SeatClaimConfiguration : IEntityTypeConfiguration<SeatClaimRow>
{
    public void Configure(EntityTypeBuilder<SeatClaimRow> builder) => builder.ToTable("seat_claims").HasKey(claim => new { claim.TenantId, claim.Id });
}

internal sealed class LegClaimConfiguration : IEntityTypeConfiguration<LegClaimRow>
{
    public void Configure(EntityTypeBuilder<LegClaimRow> builder) => builder.ToTable("leg_claims").HasKey(claim => new { claim.TenantId, claim.Id });
}

internal sealed class QuotaClaimConfiguration : IEntityTypeConfiguration<QuotaClaimRow>
{
    public void Configure(EntityTypeBuilder<QuotaClaimRow> builder) => builder.ToTable("quota_claims").HasKey(claim => new { claim.TenantId, claim.Id });
}
