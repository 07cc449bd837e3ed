BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 1000 }
    $me = 'local.user@example.com'

    function Get-Put {
        Get-TestRequest $local -Path '*/permissions/*' -Method PUT
    }

    function Get-Access {
        param([long] $JobId)

        Get-DbxJobPermission $JobId | Where-Object Inherited -EQ $false | ForEach-Object { "$_" } | Sort-Object
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Set-DbxJobPermission' {
    BeforeEach {
        $job = New-DbxJob @{ name = 'etl'; tasks = @() } -AccessControlList @{
            group_name = 'data'; permission_level = 'CAN_VIEW'
        }
        Clear-TestWorkspace $local
    }

    It 'replaces everything and keeps the owner' {
        Set-DbxJobPermission $job.JobId @{ user_name = 'ada'; permission_level = 'CAN_MANAGE' } | Should -BeNullOrEmpty
        Get-Access $job.JobId | Should -Be 'user ada: CAN_MANAGE', "user ${me}: IS_OWNER"
    }

    It 'takes <What>' -ForEach @(
        @{ What = 'property names'; Permission = @{ UserName = 'ada'; PermissionLevel = 'can_manage' } }
        @{ What = 'a custom object'
            Permission = [pscustomobject]@{ user_name = 'ada'; permission_level = 'CAN_MANAGE' } }
        @{ What = 'JSON text'; Permission = '{"user_name":"ada","permission_level":"CAN_MANAGE"}' }
        @{ What = 'a row of a CSV file'; Permission = [pscustomobject]@{
                Principal = 'ada'; PrincipalType = 'User'; PermissionLevel = 'CAN_MANAGE'; Inherited = 'False' }
        }
    ) {
        Set-DbxJobPermission $job.JobId $Permission
        $Permission | Set-DbxJobPermission $job.JobId
        Get-Put | Should -HaveCount 2
        (Get-Put)[0].Body | Should -Be (Get-Put)[1].Body
        Get-Access $job.JobId | Should -Be 'user ada: CAN_MANAGE', "user ${me}: IS_OWNER"
    }

    It 'takes typed requests' {
        Set-DbxJobPermission $job.JobId ([Databricks.Jobs.Models.JobAccessControlRequest]@{
                ServicePrincipalName = 'app-1'; PermissionLevel = 'IS_OWNER'
            })
        Get-Access $job.JobId | Should -Be 'service principal app-1: IS_OWNER'
    }

    It 'puts back what Get-DbxJobPermission gave, without what is inherited' {
        Get-DbxJobPermission $job.JobId | Set-DbxJobPermission
        Get-Put | Should -HaveCount 1
        (Get-Put).Body | Should -Not -Match 'admins'
        Get-Access $job.JobId | Should -Be 'group data: CAN_VIEW', "user ${me}: IS_OWNER"
    }

    It 'puts back what a CSV file holds, for several jobs, each in one request' {
        $other = New-DbxJob @{ name = 'other'; tasks = @() } -AccessControlList @{
            group_name = 'ops'; permission_level = 'CAN_MANAGE'
        }
        $file = Join-Path $TestDrive 'access.csv'
        $job, $other | Get-DbxJobPermission | Export-Csv $file -NoTypeInformation
        Import-Csv $file | Set-DbxJobPermission
        Get-Put | Should -HaveCount 2
        Get-Access $job.JobId | Should -Be 'group data: CAN_VIEW', "user ${me}: IS_OWNER"
        Get-Access $other.JobId | Should -Be 'group ops: CAN_MANAGE', "user ${me}: IS_OWNER"
    }

    It 'gives other jobs the permissions of one' {
        $others = 1..2 | ForEach-Object { Add-TestJob }
        Get-DbxJobPermission $job.JobId | Set-DbxJobPermission -JobId $others.JobId
        $others | ForEach-Object { Get-Access $_.JobId | Should -Be 'group data: CAN_VIEW', "user ${me}: IS_OWNER" }
    }

    It 'leaves the owner alone when there is nothing else to be' {
        Set-DbxJobPermission $job.JobId @()
        Get-Access $job.JobId | Should -Be "user ${me}: IS_OWNER"
    }

    It 'sends nothing when nothing comes through the pipeline' {
        $null = Get-Failure { @() | Set-DbxJobPermission $job.JobId }
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'returns the permissions with -PassThru' {
        $after = Set-DbxJobPermission $job.JobId @{ group_name = 'ops'; permission_level = 'CAN_VIEW' } -PassThru
        $after | Should -BeOfType ([Databricks.Jobs.Permissions.JobPermissionEntry])
        $after | Should -HaveCount 3
    }

    It 'refuses <What> before anything is sent' -ForEach @(
        @{
            What = 'two owners'
            Permission = @{ user_name = 'ada'; permission_level = 'IS_OWNER' },
                @{ user_name = 'bob'; permission_level = 'IS_OWNER' }
            Words = 'user ada and user bob have IS_OWNER'
        }
        @{
            What = 'two levels for one'
            Permission = @{ user_name = 'ada'; permission_level = 'CAN_VIEW' },
                @{ user_name = 'ada'; permission_level = 'CAN_MANAGE' }
            Words = 'two levels'
        }
        @{ What = 'a group as the owner'; Permission = @{ group_name = 'data'; permission_level = 'IS_OWNER' }
            Words = 'cannot own' }
    ) {
        $failure = Get-Failure { Set-DbxJobPermission $job.JobId $Permission }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidPermission,*'
        $failure.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $failure.TargetObject | Should -Be $job.JobId
        $failure.ToString() | Should -BeLike "*$Words*"
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'names the word or field that is wrong: <Words>' -ForEach @(
        @{ Permission = @{ user_name = 'ada'; permission_level = 'CAN_MANGE' }; Words = 'did you mean CAN_MANAGE?' }
        @{ Permission = @{ usr_name = 'ada'; permission_level = 'CAN_VIEW' }; Words = 'did you mean user_name?' }
        @{ Permission = @{ user_name = 'ada' }; Words = 'Permission[0].PermissionLevel' }
        @{ Permission = @{ permission_level = 'CAN_VIEW' }; Words = 'Permission[0].PrincipalType' }
        @{ Permission = 5; Words = 'hashtable or a JSON string' }
    ) {
        $failure = Get-Failure { Set-DbxJobPermission $job.JobId $Permission }
        $failure.CategoryInfo.Category | Should -BeIn 'InvalidArgument', 'InvalidData'
        $failure.ToString() | Should -BeLike "*$([WildcardPattern]::Escape($Words))*"
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'leaves a job alone if one of the entries that come through the pipeline is wrong' {
        $other = Add-TestJob
        (Get-LocalServer $local).ClearRequests()
        $right = @{ group_name = 'ops'; permission_level = 'CAN_VIEW' }
        $failure = Get-Failure { $right, @{ bad = 1 }, $right | Set-DbxJobPermission $job.JobId -ErrorAction Continue }
        $failure | Should -HaveCount 1
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidSettings,*'
        Get-TestRequest $local | Should -BeNullOrEmpty

        $rows = @(
            [pscustomobject]@{ JobId = $job.JobId; Principal = 'ops'; PrincipalType = 'group'
                PermissionLevel = @{ a = 1 } }
            [pscustomobject]@{ JobId = $other.JobId; Principal = 'ops'; PrincipalType = 'group'
                PermissionLevel = 'CAN_VIEW' }
        )
        $failure = Get-Failure { $rows | Set-DbxJobPermission -ErrorAction Continue }
        $failure | Should -HaveCount 1
        Get-Put | Should -HaveCount 1
        Get-Access $other.JobId | Should -Be 'group ops: CAN_VIEW', "user ${me}: IS_OWNER"
    }

    It 'does not leave the owner with less' {
        $failure = Get-Failure { Set-DbxJobPermission $job.JobId @{ user_name = $me; permission_level = 'CAN_VIEW' } }
        $failure.ToString() | Should -Match 'owns the job'
        Get-Put | Should -BeNullOrEmpty
    }

    It 'goes on after a job that there is not, and stops with -ErrorAction Stop' {
        $permission = @{ group_name = 'ops'; permission_level = 'CAN_VIEW' }
        { Set-DbxJobPermission 4711, $job.JobId $permission -ErrorAction Stop } | Should -Throw
        Get-Put | Should -BeNullOrEmpty
        Set-DbxJobPermission 4711, $job.JobId $permission -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].TargetObject | Should -Be 4711
        Get-Access $job.JobId | Should -Be 'group ops: CAN_VIEW', "user ${me}: IS_OWNER"
    }

    It 'sends nothing with -WhatIf' {
        Get-DbxJobPermission $job.JobId | Set-DbxJobPermission -WhatIf
        Get-Put | Should -BeNullOrEmpty
    }
}
