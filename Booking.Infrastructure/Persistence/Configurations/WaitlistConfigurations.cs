namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Domain.Waitlist;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

internal sealed class WaitlistEntryConfiguration : IEntityTypeConfiguration<WaitlistEntry>
{
    public void Configure(EntityTypeBuilder<WaitlistEntry> builder)
    {
        builder.ToTable("waitlist_entries").HasKey(entry => new { entry.TenantId, entry.Id });
        builder.Property(entry => entry.Request).HasColumnType("jsonb");
        builder.Ignore(entry => entry.Least);
    }
}

internal sealed class WaitlistSkipConfiguration : IEntityTypeConfiguration<WaitlistSkip>
{
    public void Configure(EntityTypeBuilder<WaitlistSkip> builder)
    {
        builder.ToTable("waitlist_skips").HasKey(skip => new { skip.TenantId, skip.Id });
        builder.HasOne<WaitlistEntry>().WithMany().HasForeignKey(skip => new { skip.TenantId, skip.EntryId });
    }
}
