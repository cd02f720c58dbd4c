namespace Booking.Infrastructure.Persistence.Migrations;

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

[DbContext(typeof(BookingDbContext))]
[Migration("0025_hold_warnings")]
internal sealed class HoldWarnings : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("0025_hold_warnings.sql"));
}
