namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Application.Bookings;
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
        builder.Property(booking => booking.Sold).IsJson();
        builder.Property(booking => booking.CheckIns).IsJson();
        builder.Property(booking => booking.Missed).IsJson();
        builder.HasOne<Hold>().WithMany().HasForeignKey(booking => new { booking.TenantId, booking.HoldId });
    }
}

internal sealed class BookingOwnerConfiguration : IEntityTypeConfiguration<BookingOwnerRow>
{
    public void Configure(EntityTypeBuilder<BookingOwnerRow> builder) => builder.ToTable("booking_owners").HasKey(row => new { row.TenantId, row.BookingId, row.OwnerId });
}

internal sealed class CancellationConfiguration : IEntityTypeConfiguration<Cancellation>
{
    public void Configure(EntityTypeBuilder<Cancellation> builder)
    {
        builder.ToTable("cancellations").HasKey(cancellation => new { cancellation.TenantId, cancellation.Id });
        builder.Property(cancellation => cancellation.Parts).IsJson();
        builder.Property(cancellation => cancellation.Lines).IsJson();
        builder.HasMoney(cancellation => cancellation.Refund);
        builder.HasMoney(cancellation => cancellation.Penalty);
        builder.HasOne<Booking>().WithMany().HasForeignKey(cancellation => new { cancellation.TenantId, cancellation.BookingId });
    }
}

internal sealed class BookingChangeConfiguration : IEntityTypeConfiguration<BookingChange>
{
    public void Configure(EntityTypeBuilder<BookingChange> builder)
    {
        builder.ToTable("changes").HasKey(change => new { change.TenantId, change.Id });
        builder.Property(change => change.Items).IsJson();
        builder.Property(change => change.OldPrice).IsJson();
        builder.Property(change => change.Price).IsJson();
        builder.HasMoney(change => change.Difference);
        builder.HasMoney(change => change.ChangeFee);
        builder.HasOne<Booking>().WithMany().HasForeignKey(change => new { change.TenantId, change.BookingId });
        builder.HasOne<Hold>().WithMany().HasForeignKey(change => new { change.TenantId, change.HoldId });
    }
}

internal sealed class DisruptionCaseConfiguration : IEntityTypeConfiguration<DisruptionCase>
{
    public void Configure(EntityTypeBuilder<DisruptionCase> builder)
    {
        builder.ToTable("disruption_cases").HasKey(opened => new { opened.TenantId, opened.Id });
        builder.Property(opened => opened.Items).IsJson();
        builder.Ignore(opened => opened.Options);
        builder.HasOne<Booking>().WithMany().HasForeignKey(opened => new { opened.TenantId, opened.BookingId });
    }
}

internal sealed class ReassignmentConfiguration : IEntityTypeConfiguration<Reassignment>
{
    public void Configure(EntityTypeBuilder<Reassignment> builder)
    {
        builder.ToTable("reassignments").HasKey(one => new { one.TenantId, one.Id });
        builder.Property(one => one.Considered).IsJson();
        builder.HasOne<Booking>().WithMany().HasForeignKey(one => new { one.TenantId, one.BookingId });
        builder.HasOne<Provider>().WithMany().HasForeignKey(one => new { one.TenantId, one.FromProviderId });
        builder.HasOne<Provider>().WithMany().HasForeignKey(one => new { one.TenantId, one.ToProviderId });
        builder.HasOne<User>().WithMany().HasForeignKey(one => new { one.TenantId, one.AssignedBy });
    }
}

internal sealed class PaymentConfiguration : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("payments").HasKey(payment => new { payment.TenantId, payment.Id });
        builder.HasMoney(payment => payment.Amount);
        builder.HasOne<Booking>().WithMany().HasForeignKey(payment => new { payment.TenantId, payment.BookingId });
        builder.HasOne<BookingChange>().WithMany().HasForeignKey(payment => new { payment.TenantId, payment.ChangeId });
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
        builder.HasOne<Refund>().WithMany().HasForeignKey(receipt => new { receipt.TenantId, receipt.RefundId });
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
