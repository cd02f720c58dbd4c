namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Domain.Reporting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries").HasKey(entry => new { entry.TenantId, entry.Id });
        builder.Property(entry => entry.Changes).IsJson();
    }
}
