namespace Booking.Application.Catalog;

using Booking.Application.Holds;
using Booking.Domain.Common;

public sealed record ServiceItem(Guid ServiceId, WallTime From, Guid? ProviderId) : ItemRequest;
