using Pipeline.Testing;

namespace Pipeline.Tests.Testing;

public sealed class ScratchFolderTests
{
    [Theory]
    [InlineData("tmpfs /dev/shm tmpfs rw,nosuid,nodev 0 0", true)]
    [InlineData("tmpfs /dev/shm tmpfs rw,nosuid,nodev,noexec,relatime,size=65536k 0 0", false)]
    [InlineData("tmpfs /dev/shm tmpfs ro,relatime 0 0", false)]
    [InlineData("/dev/vda /dev/shm ext4 rw,relatime 0 0", false)]
    [InlineData("tmpfs /run tmpfs rw,relatime 0 0", false)]
    [InlineData("tmpfs /dev/shm", false)]
    [InlineData("", false)]
    public void Files_lie_in_memory_where_scripts_among_them_can_be_run(string mount, bool isFit) =>
        ScratchFolder.IsFit(["proc /proc proc rw,relatime 0 0", mount]).ShouldBe(isFit);

    [Fact]
    public void What_was_mounted_last_lies_over_the_others() =>
        ScratchFolder.IsFit(["tmpfs /dev/shm tmpfs rw 0 0", "tmpfs /dev/shm tmpfs rw,noexec 0 0"]).ShouldBeFalse();
}
